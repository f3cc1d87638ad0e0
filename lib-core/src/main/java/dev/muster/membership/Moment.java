package dev.muster.membership;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of both clocks of this process. Comparable only with moments of the same {@link
 * Timeline}.
 *
 * @param wallNanos the wall clock, in nanoseconds from 1970; for jumps of the monotonic clock
 * @param nanos the monotonic ticker, in nanoseconds from an arbitrary origin
 */
public record Moment(long wallNanos, long nanos) {
  private static final long NANOS_A_SECOND = 1_000_000_000;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_A_SECOND - 1;

  /**
   * A reading of two clocks.
   *
   * @param wall the wall clock; a time centuries from now is cut to the longest that fits
   * @param nanos the monotonic ticker
   * @return the moment
   */
  public static Moment of(Instant wall, long nanos) {
    long seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, wall.getEpochSecond()));
    return new Moment(seconds * NANOS_A_SECOND + wall.getNano(), nanos);
  }

  /**
   * The moment that lies before this one.
   *
   * @param duration by how much
   * @return the earlier moment
   */
  public Moment minus(Duration duration) {
    long by = duration.toNanos();
    return new Moment(wallNanos - by, nanos - by);
  }

  /**
   * Whether this moment is not before the other, by the monotonic ticker alone.
   *
   * @param other a moment of the same timeline
   * @return true if it is the same tick or a later one
   */
  public boolean isNotBefore(Moment other) {
    return nanos - other.nanos >= 0;
  }
}
