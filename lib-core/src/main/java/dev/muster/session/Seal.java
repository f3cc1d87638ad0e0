package dev.muster.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/*
 * Format: "m1." + key id + "." + base64url(nonce ‖ ciphertext ‖ tag), AES-256-GCM (NIST SP 800-38D)
 * with a random 96-bit nonce and a 128-bit tag. The purpose is associated data, so a text sealed for
 * one purpose opens for no other. With random nonces one key is good for 2^32 seals; rotate before.
 */
/** Seals bytes into cookie text, and opens them again. Garbage opens to nothing. */
final class Seal {
  /** Browsers keep 4096 bytes of one cookie; longer text is not ours. */
  static final int MAX_TEXT = 4096;

  private static final String VERSION = "m1";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final List<SealKey> keys;
  private final SecureRandom random;

  /** The first key seals; all of them open. */
  Seal(List<SealKey> keys, SecureRandom random) {
    this.keys = List.copyOf(keys);
    this.random = random;
  }

  String seal(String purpose, byte[] plain) {
    SealKey key = keys.get(0);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(plain);
      byte[] out = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, out, NONCE_BYTES, sealed.length);
      return VERSION
          + "."
          + key.id()
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  Optional<byte[]> open(String purpose, String text) {
    return open(purpose, text, MAX_TEXT);
  }

  /** Opens a text that is no cookie's. */
  Optional<byte[]> open(String purpose, String text, int maxText) {
    if (text.length() > maxText) {
      return Optional.empty();
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(VERSION)) {
      return Optional.empty();
    }
    for (SealKey key : keys) {
      if (key.id().equals(parts[1])) {
        return open(purpose, key, parts[2]);
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> open(String purpose, SealKey key, String body) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(body);
      // One text for one cookie: the decoder would ignore spare bits and padding.
      if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(body)) {
        return Optional.empty();
      }
      // The JDK throws a ProviderException, which is no GeneralSecurityException, at less than a
      // tag.
      if (bytes.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
      byte[] sealed = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, purpose).doFinal(sealed));
    } catch (IllegalArgumentException | GeneralSecurityException garbage) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SealKey key, byte[] nonce, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((VERSION + "." + purpose).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
