package dev.muster.testkit.conformance;

import dev.muster.provider.Secret;
import java.util.Objects;

/**
 * A credential as a request presents it: one header. It does not print its value.
 *
 * @param header the name of the header
 * @param value its whole value
 */
public record PresentedCredential(String header, Secret value) {
  private static final String COOKIE = "Cookie";
  private static final int FROM_THE_END = 12;

  /** Checks the parts. */
  public PresentedCredential {
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(value, "value");
  }

  /**
   * A bearer token.
   *
   * @param token the token
   * @return an Authorization header
   */
  public static PresentedCredential bearer(Secret token) {
    return new PresentedCredential("Authorization", Secret.of("Bearer " + token.reveal()));
  }

  /**
   * A cookie.
   *
   * @param pair {@code name=value}
   * @return a Cookie header
   */
  public static PresentedCredential cookie(Secret pair) {
    return new PresentedCredential(COOKIE, pair);
  }

  /** Whether a browser adds it by itself. */
  boolean isCookie() {
    return header.equalsIgnoreCase(COOKIE);
  }

  /** The same header with something else in it: after the scheme, or after the cookie's name. */
  PresentedCredential holding(String text) {
    String whole = value.reveal();
    int kept = whole.indexOf(isCookie() ? '=' : ' ') + 1;
    return new PresentedCredential(header, Secret.of(whole.substring(0, kept) + text));
  }

  /** The same with one character changed, where it counts whatever the encoding. */
  PresentedCredential tampered() {
    String whole = value.reveal();
    int at = Math.max(0, whole.length() - FROM_THE_END);
    char other = whole.charAt(at) == 'A' ? 'B' : 'A';
    return new PresentedCredential(
        header, Secret.of(whole.substring(0, at) + other + whole.substring(at + 1)));
  }
}
