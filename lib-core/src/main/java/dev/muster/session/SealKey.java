package dev.muster.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A 256-bit key that seals cookies. Cannot print itself. */
public final class SealKey {
  private static final int BYTES = 32;

  private final SecretKey key;
  private final String id;

  private SealKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "AES");
    this.id = HexFormat.of().formatHex(fingerprint(bytes), 0, 4);
  }

  /**
   * A key from the host's configuration.
   *
   * @param base64 32 bytes in base64
   * @return the key
   * @throws IllegalArgumentException if the text is not 32 bytes in base64; the text is not
   *     repeated
   */
  public static SealKey ofBase64(String base64) {
    Objects.requireNonNull(base64, "base64");
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("seal key must be base64");
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "seal key must have " + BYTES + " bytes, but has " + bytes.length);
    }
    return new SealKey(bytes);
  }

  /**
   * A new key. Sessions sealed with it end with the process unless the host keeps it.
   *
   * @param random a cryptographic source
   * @return the key
   */
  public static SealKey random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SealKey(bytes);
  }

  SecretKey key() {
    return key;
  }

  /** Eight hexadecimal digits by which a sealed text names its key. */
  String id() {
    return id;
  }

  private static byte[] fingerprint(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) 'k');
      return digest.digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SealKey[" + id + "]";
  }
}
