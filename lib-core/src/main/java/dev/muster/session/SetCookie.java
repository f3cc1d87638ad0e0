package dev.muster.session;

import dev.muster.provider.Secret;
import java.time.Duration;
import java.util.Objects;

/**
 * A cookie to set or to clear: {@code HttpOnly; Secure; SameSite=Lax; Path=/}. Part of every result
 * that changes a session, so that no caller can forget it.
 *
 * @param name the cookie's name
 * @param value its value, made of base64url characters; empty when it is cleared
 * @param maxAge how long the browser keeps it; zero clears it
 */
public record SetCookie(String name, Secret value, Duration maxAge) {
  /** Checks the parts. */
  public SetCookie {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(maxAge, "maxAge");
  }

  /**
   * The cookie that clears another.
   *
   * @param name the cookie's name
   * @return the clearing cookie
   */
  static SetCookie clear(String name) {
    return new SetCookie(name, Secret.of(""), Duration.ZERO);
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
        + "; Secure; HttpOnly; SameSite=Lax";
  }
}
