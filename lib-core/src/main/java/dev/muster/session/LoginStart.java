package dev.muster.session;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the begin of a sign-in came to. */
public sealed interface LoginStart {
  /**
   * The sign-in has begun.
   *
   * @param location where to send the browser
   * @param cookie the cookie that ties the sign-in to this browser, for 10 minutes
   */
  record Redirect(URI location, SetCookie cookie) implements LoginStart {
    /** Checks the parts. */
    public Redirect {
      Objects.requireNonNull(location, "location");
      Objects.requireNonNull(cookie, "cookie");
    }

    /** Without the query, which holds the state. */
    @Override
    public String toString() {
      return "Redirect[" + location.getHost() + "]";
    }
  }

  /**
   * The provider's page is not known yet, and can't be found out now.
   *
   * @param retryAfter the provider's hint, or null
   */
  record Unavailable(@Nullable Duration retryAfter) implements LoginStart {}
}
