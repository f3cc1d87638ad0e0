package dev.muster.testkit.conformance;

import dev.muster.provider.Secret;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** The same header with something else in it: after the scheme, or after each cookie's name. */
  PresentedCredential holding(String text) {
    return changed(good -> text);
  }

  /** The same with one character changed, where it counts whatever the encoding; in each cookie. */
  PresentedCredential tampered() {
    return changed(PresentedCredential::tampered);
  }

  /** Which of several cookies is the session's, nobody says, so that each is changed. */
  private PresentedCredential changed(UnaryOperator<String> change) {
    if (!isCookie()) {
      return new PresentedCredential(header, Secret.of(changed(value.reveal(), ' ', change)));
    }
    String pairs =
        Stream.of(value.reveal().split(";", -1))
            .map(pair -> changed(pair.strip(), '=', change))
            .collect(Collectors.joining("; "));
    return new PresentedCredential(header, Secret.of(pairs));
  }

  private static String changed(String whole, char after, UnaryOperator<String> change) {
    int kept = whole.indexOf(after) + 1;
    return whole.substring(0, kept) + change.apply(whole.substring(kept));
  }

  private static String tampered(String good) {
    if (good.isEmpty()) {
      return good;
    }
    int at = Math.max(0, good.length() - FROM_THE_END);
    char other = good.charAt(at) == 'A' ? 'B' : 'A';
    return good.substring(0, at) + other + good.substring(at + 1);
  }
}
