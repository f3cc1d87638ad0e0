package dev.muster.proof.contract;

import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.contract.TokensUnderTest;
import dev.muster.testkit.mint.TokenFlaw;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens of 16 bytes in base64 with the host's name behind a dot, in a table. One token with the
 * end of another is that token, and four of the bits of its last character say nothing.
 */
final class OpaqueTokens implements TokensUnderTest {
  private static final String END = ".host";

  private final Map<ByteBuffer, UserId> table = new ConcurrentHashMap<>();
  private int issued;

  @Override
  public TokenAuthenticator tokens() {
    return this::find;
  }

  @Override
  public TokenAuthenticator cutOff() {
    return token -> new TokenAuthenticator.Outcome.Unavailable(null);
  }

  @Override
  public Secret good(UserId user) {
    Secret token = next();
    table.put(bytes(token), user);
    return token;
  }

  /** Whatever is wrong with a token of this kind, it is not in the table. */
  @Override
  public Secret flawed(UserId user, TokenFlaw flaw) {
    return next();
  }

  @Override
  public Duration outliveTokens() {
    table.clear();
    return Duration.ofHours(1);
  }

  @Override
  public void close() {}

  private Secret next() {
    String name = "token " + issued++;
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + END);
  }

  private TokenAuthenticator.Outcome find(Secret token) {
    try {
      UserId user = token.reveal().endsWith(END) ? table.get(bytes(token)) : null;
      return user == null
          ? new TokenAuthenticator.Outcome.Bad()
          : new TokenAuthenticator.Outcome.Verified(user, "session of " + user, null, null);
    } catch (IllegalArgumentException notBase64) {
      return new TokenAuthenticator.Outcome.Bad();
    }
  }

  private static ByteBuffer bytes(Secret token) {
    String text = token.reveal();
    String digits = text.substring(0, Math.max(0, text.length() - END.length()));
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(digits));
  }
}
