package dev.muster.session;

import dev.muster.provider.Secret;
import java.time.Duration;
import java.util.Objects;
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
  /** Checks the parts. */
  public SetCookie {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(maxAge, "maxAge");
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
