package dev.muster.testkit.assertion;

import dev.muster.testkit.stage.ReceivedCookie;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a cookie is, in words, without its value. */
final class CookieText {
  private CookieText() {}

  static String of(ReceivedCookie cookie, CookieTime time) {
    String known =
        Stream.of("Path", "Domain", "Max-Age", "Expires", "Secure", "HttpOnly", "SameSite")
            .filter(cookie::has)
            .map(name -> name + "=" + cookie.get(name))
            .map(pair -> pair.endsWith("=") ? pair.substring(0, pair.length() - 1) : pair)
            .collect(Collectors.joining("; "));
    return state(cookie, time)
        + (known.isEmpty() ? " without attributes" : " with " + Quoted.of(known));
  }

  /** Whether it is of a domain; null is none. */
  static boolean isOfDomain(ReceivedCookie cookie, @Nullable String domain) {
    String bare = domain == null ? null : domain.replaceFirst("^\\.", "");
    return bare == null ? cookie.domain() == null : bare.equalsIgnoreCase(cookie.domain());
  }

  private static String state(ReceivedCookie cookie, CookieTime time) {
    if (cookie.fault() != null) {
      return "ignored by browsers (" + cookie.fault() + ")";
    }
    if (!time.isKnownFor(cookie)) {
      return "set or cleared, by the time of day (name a clock: judgedBy)";
    }
    if (time.clears(cookie)) {
      return "cleared";
    }
    if (cookie.value().reveal().isEmpty()) {
      return "set to nothing";
    }
    // Long before any date, only one that can't be read takes a value away.
    return cookie.takesAway(Instant.MIN) ? "set (its Expires is no date)" : "set";
  }
}
