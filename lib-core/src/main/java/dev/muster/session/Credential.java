package dev.muster.session;

import dev.muster.provider.Secret;
import java.util.List;
import java.util.Objects;

/**
 * What a request presents to say who it comes from. An Authorization header beats the cookie; a bad
 * header never falls back to the cookie, and of two credentials none is picked.
 */
public sealed interface Credential {
  /** Nothing was presented. */
  record None() implements Credential {}

  /** Two credentials of one kind were presented. */
  record Ambiguous() implements Credential {}

  /**
   * A session cookie.
   *
   * @param value its value, whatever it is
   */
  record Cookie(Secret value) implements Credential {
    /** Checks the value. */
    public Cookie {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * An Authorization header.
   *
   * @param value its value, whatever it is
   */
  record Header(Secret value) implements Credential {
    /** Checks the value. */
    public Header {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * The credential of a request.
   *
   * @param authorization every Authorization header, in full
   * @param cookies every value of the session cookie
   * @return the one that counts
   */
  static Credential of(List<String> authorization, List<String> cookies) {
    Objects.requireNonNull(authorization, "authorization");
    Objects.requireNonNull(cookies, "cookies");
    if (!authorization.isEmpty()) {
      return authorization.size() > 1
          ? new Ambiguous()
          : new Header(Secret.of(authorization.get(0)));
    }
    if (cookies.isEmpty()) {
      return new None();
    }
    return cookies.size() > 1 ? new Ambiguous() : new Cookie(Secret.of(cookies.get(0)));
  }
}
