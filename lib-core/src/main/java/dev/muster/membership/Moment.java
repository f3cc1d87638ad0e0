package dev.muster.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One reading of both clocks of this process. Comparable only with moments of the same {@link
 * Timeline}.
 *
 * @param wall the wall clock, for people and for jumps of the monotonic clock
 * @param nanos the monotonic ticker, in nanoseconds from an arbitrary origin
 */
public record Moment(Instant wall, long nanos) {
  /** Checks the parts. */
  public Moment {
    Objects.requireNonNull(wall, "wall");
  }

  /**
   * The moment that lies before this one.
   *
   * @param duration by how much
   * @return the earlier moment
   */
  public Moment minus(Duration duration) {
    return new Moment(wall.minus(duration), nanos - duration.toNanos());
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
