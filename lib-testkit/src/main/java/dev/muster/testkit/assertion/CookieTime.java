package dev.muster.testkit.assertion;

import dev.muster.testkit.stage.ReceivedCookie;
import dev.muster.testkit.stage.ReceivedCookie.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time by which the dates of cookies are judged: between two bounds, since a test may not have
 * named a clock. Nothing holds that is so only at some of the times between.
 *
 * @param earliest the browser's time at the earliest
 * @param latest the browser's time at the latest
 */
record CookieTime(Instant earliest, Instant latest) {
  /** Any time, but that dates of 1 January 1970, by which servers clear, are over. */
  static final CookieTime UNKNOWN =
      new CookieTime(Instant.EPOCH.plus(Duration.ofDays(1)), Instant.MAX);

  static CookieTime of(InstantSource clock) {
    Instant now = clock.instant();
    return new CookieTime(now, now);
  }

  /** Whether a browser keeps it, with a value. */
  boolean sets(ReceivedCookie cookie) {
    return cookie.effect(latest) == Effect.KEPT && !cookie.value().reveal().isEmpty();
  }

  boolean clears(ReceivedCookie cookie) {
    return cookie.effect(earliest) == Effect.CLEARED;
  }

  /** Whether what the browser held may be lost by it. */
  boolean mayLose(ReceivedCookie cookie) {
    return cookie.takesAway(latest);
  }

  boolean isKnownFor(ReceivedCookie cookie) {
    return cookie.effect(earliest) == cookie.effect(latest);
  }
}
