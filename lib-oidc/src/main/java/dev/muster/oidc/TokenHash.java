package dev.muster.oidc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a token's text: what a token is remembered by, in the place of the token. */
final class TokenHash {
  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private TokenHash(ByteBuffer hash) {
    first = hash.getLong();
    second = hash.getLong();
    third = hash.getLong();
    fourth = hash.getLong();
  }

  /*
   * A character without an encoding becomes a question mark, so that two texts may have one hash.
   * Only texts without question marks are remembered, so a text that is found is the text itself.
   */
  static TokenHash of(String text) {
    return new TokenHash(ByteBuffer.wrap(sha256(text)));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenHash that
        && first == that.first
        && second == that.second
        && third == that.third
        && fourth == that.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }
}
