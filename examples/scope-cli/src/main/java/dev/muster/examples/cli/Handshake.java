package dev.muster.examples.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What ties a sign-in to the command that began it: a state, and a verifier with its challenge (RFC
 * 7636). Prints neither.
 */
final class Handshake {
  private static final int BYTES = 32;

  private final String state;
  private final String verifier;

  private Handshake(String state, String verifier) {
    this.state = state;
    this.verifier = verifier;
  }

  static Handshake of(SecureRandom random) {
    return new Handshake(unguessable(random), unguessable(random));
  }

  String state() {
    return state;
  }

  String verifier() {
    return verifier;
  }

  String challenge() {
    try {
      return text(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java platform has SHA-256", e);
    }
  }

  private static String unguessable(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return text(bytes);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
