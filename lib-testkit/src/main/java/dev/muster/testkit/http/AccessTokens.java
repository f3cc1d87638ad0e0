package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.testkit.mint.AccessTokenMinter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Access tokens of the fake's issuer, by the fake's own clock. They say who, and never where. */
final class AccessTokens {
  private final AccessTokenMinter minter;
  private final AtomicLong made = new AtomicLong();

  AccessTokens(AccessTokenMinter minter) {
    this.minter = minter;
  }

  /** The answer of RFC 6749, 5.1; the client is the audience, since the fake knows no API. */
  ObjectNode answer(ProviderSession session, String client) {
    long lifetime = Math.max(1, session.accessLifetime().toSeconds());
    String token =
        minter
            .withAudience(client)
            .withLifetime(Duration.ofSeconds(lifetime))
            .withClaim("sid", session.sessionId())
            .withClaim("client_id", client)
            .withClaim("jti", session.sessionId() + "-" + made.incrementAndGet())
            .valid(session.user())
            .reveal();
    return JsonNodeFactory.instance
        .objectNode()
        .put("access_token", token)
        .put("token_type", "Bearer")
        .put("expires_in", lifetime)
        .put("refresh_token", session.refreshToken().reveal());
  }
}
