package dev.muster.token;

import dev.muster.provider.Secret;
import dev.muster.store.OrganizationTokenStore.Hash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * How an organization access token is written: a prefix that tells its kind, 256 random bits in 43
 * digits of base 62, and a checksum of 6 more, so that a typo is known without a database and a
 * secret scanner knows a token from its look. Pure, immutable.
 *
 * @param prefix what every token of this kind begins with
 */
public record TokenFormat(String prefix) {
  /** How many random bytes a token is made of. */
  public static final int RANDOM_BYTES = 32;

  private static final int BODY = 43;
  private static final int CHECKSUM = 6;

  /** Checks the prefix. */
  public TokenFormat {
    Objects.requireNonNull(prefix, "prefix");
  }

  /** What a text is. */
  public enum Form {
    /** It does not begin with the prefix. */
    FOREIGN,
    /** It begins with the prefix, and is no token: cut, mistyped or made up. */
    MALFORMED,
    /** It could have been issued. */
    WELL_FORMED
  }

  /**
   * Writes a token.
   *
   * @param random {@link #RANDOM_BYTES} bytes of a cryptographic source
   * @return the token
   * @throws IllegalArgumentException if there are more or fewer bytes
   */
  public Secret write(byte[] random) {
    if (random.length != RANDOM_BYTES) {
      throw new IllegalArgumentException(
          "a token needs " + RANDOM_BYTES + " random bytes, but there are " + random.length);
    }
    String stem = prefix + Base62.write(new BigInteger(1, random), BODY);
    return Secret.of(stem + checksum(stem));
  }

  /**
   * Tells what a text is, without any look-up.
   *
   * @param text anything
   * @return what it is
   */
  public Form form(String text) {
    if (!text.startsWith(prefix)) {
      return Form.FOREIGN;
    }
    if (text.length() != length()) {
      return Form.MALFORMED;
    }
    for (int i = prefix.length(); i < text.length(); i++) {
      if (!Base62.isDigit(text.charAt(i))) {
        return Form.MALFORMED;
      }
    }
    int stem = text.length() - CHECKSUM;
    return checksum(text.substring(0, stem)).equals(text.substring(stem))
        ? Form.WELL_FORMED
        : Form.MALFORMED;
  }

  /** How long every token is. */
  int length() {
    return prefix.length() + BODY + CHECKSUM;
  }

  /**
   * The hash by which a token is stored.
   *
   * @param token the token
   * @return its SHA-256
   */
  public static Hash hash(Secret token) {
    byte[] bytes = token.reveal().getBytes(StandardCharsets.UTF_8);
    return new Hash(HexFormat.of().formatHex(sha256().digest(bytes)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String checksum(String stem) {
    CRC32 crc = new CRC32();
    crc.update(stem.getBytes(StandardCharsets.UTF_8));
    return Base62.write(BigInteger.valueOf(crc.getValue()), CHECKSUM);
  }
}
