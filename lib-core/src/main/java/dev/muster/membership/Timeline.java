package dev.muster.membership;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The clocks by which ages are measured: a wall clock and a monotonic ticker. Safe for many threads
 * if both are; never blocks.
 */
public final class Timeline {
  /** The age of evidence that lies in the future: older than any bound. */
  public static final Duration TOO_OLD = Duration.ofSeconds(Long.MAX_VALUE);

  private final InstantSource wall;
  private final LongSupplier nanos;

  /**
   * A timeline on two clocks.
   *
   * @param wall the wall clock
   * @param nanos a ticker in nanoseconds that never goes back, such as {@code System::nanoTime}
   */
  public Timeline(InstantSource wall, LongSupplier nanos) {
    this.wall = Objects.requireNonNull(wall, "wall");
    this.nanos = Objects.requireNonNull(nanos, "nanos");
  }

  /**
   * Reads both clocks.
   *
   * @return this moment
   */
  public Moment now() {
    return new Moment(wall.instant(), nanos.getAsLong());
  }

  /**
   * How long ago something was: the larger of wall and monotonic time elapsed, so that neither a
   * clock set back nor a ticker that stood still makes evidence look younger.
   *
   * @param then the earlier moment
   * @param now the later moment
   * @return the age; {@link #TOO_OLD} if it would be negative
   */
  public static Duration age(Moment then, Moment now) {
    Duration byWall = Duration.between(then.wall(), now.wall());
    Duration byTicker = Duration.ofNanos(now.nanos() - then.nanos());
    Duration age = byWall.compareTo(byTicker) >= 0 ? byWall : byTicker;
    return age.isNegative() ? TOO_OLD : age;
  }
}
