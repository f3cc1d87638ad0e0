package dev.muster.session;

import dev.muster.provider.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cookie to set or to clear: {@code HttpOnly; Secure; SameSite=Lax; Path=/}. Part of every result
 * that changes a session, so that no caller can forget it.
 *
 * @param name the cookie's name
 * @param value its value, of characters that a cookie may hold; empty when it is cleared
 * @param maxAge how long the browser keeps it; zero clears it
 * @param domain the domain whose subdomains get it too, or null for this host alone
 */
public record SetCookie(String name, Secret value, Duration maxAge, @Nullable String domain) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9.-]{1,253}");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]*");

  /**
   * Checks the parts, so that none of them can end the cookie or the header (RFC 6265).
   *
   * @throws IllegalArgumentException if a part holds a character that it may not; a value is not
   *     repeated
   */
  public SetCookie {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(maxAge, "maxAge");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("cookie name must match " + NAME);
    }
    if (!mayHold(value)) {
      throw new IllegalArgumentException("cookie value must match " + VALUE);
    }
    if (domain != null && !DOMAIN.matcher(domain).matches()) {
      throw new IllegalArgumentException("cookie domain must match " + DOMAIN);
    }
  }

  /** Whether a text can stand in a cookie. */
  static boolean mayHold(Secret value) {
    return VALUE.matcher(value.reveal()).matches();
  }

  /**
   * The value of the {@code Set-Cookie} header. Holds the secret.
   *
   * @return the header
   */
  public String header() {
    return name
        + "="
        + value.reveal()
        + "; Path=/; Max-Age="
        + maxAge.toSeconds()
        + (domain == null ? "" : "; Domain=" + domain)
        + "; Secure; HttpOnly; SameSite=Lax";
  }
}
