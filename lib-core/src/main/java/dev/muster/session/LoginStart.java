package dev.muster.session;

import java.net.URI;
import java.util.Objects;

/**
 * The begin of a sign-in.
 *
 * @param location where to send the browser
 * @param cookie the cookie that ties the sign-in to this browser, for 10 minutes
 */
public record LoginStart(URI location, SetCookie cookie) {
  /** Checks the parts. */
  public LoginStart {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(cookie, "cookie");
  }

  /** Without the query, which holds the state. */
  @Override
  public String toString() {
    return "LoginStart[" + location.getHost() + "]";
  }
}
