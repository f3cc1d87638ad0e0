package dev.muster.rest;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When one call to a provider, however many requests it makes, must have ended. Immutable. */
public final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;

  private Deadline(LongSupplier nanoTime, long end) {
    this.nanoTime = nanoTime;
    this.end = end;
  }

  /**
   * A deadline from now on.
   *
   * @param time how long
   * @param nanoTime a monotonic clock, in nanoseconds
   * @return the deadline
   */
  public static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /**
   * What is left.
   *
   * @return nanoseconds; zero or less when it has passed
   */
  public long leftNanos() {
    return end - nanoTime.getAsLong();
  }
}
