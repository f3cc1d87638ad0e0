package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.provider.SessionProvider.ProviderSession;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Access tokens of the fake's issuer, by the fake's own clock. They say who, and never where. */
final class AccessTokens {
  private final URI issuer;
  private final IssuerKeyHolder key;
  private final InstantSource clock;
  private final AtomicLong made = new AtomicLong();

  AccessTokens(URI issuer, IssuerKeyHolder key, InstantSource clock) {
    this.issuer = issuer;
    this.key = key;
    this.clock = clock;
  }

  /** The answer of RFC 6749, 5.1; the client is the audience, since the fake knows no API. */
  ObjectNode answer(ProviderSession session, String client) {
    long now = clock.instant().getEpochSecond();
    long lifetime = Math.max(1, session.accessLifetime().toSeconds());
    ObjectNode claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", issuer.toString())
            .put("sub", session.user().value())
            .put("sid", session.sessionId())
            .put("aud", client)
            .put("client_id", client)
            .put("jti", session.sessionId() + "-" + made.incrementAndGet())
            .put("iat", now)
            .put("exp", now + lifetime);
    return JsonNodeFactory.instance
        .objectNode()
        .put("access_token", key.get().sign(claims))
        .put("token_type", "Bearer")
        .put("expires_in", lifetime)
        .put("refresh_token", session.refreshToken().reveal());
  }
}
