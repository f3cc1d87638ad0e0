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

  /** {@link #TOO_OLD} in nanoseconds. */
  public static final long TOO_OLD_NANOS = Long.MAX_VALUE;

  private static final long NANOS_A_MILLISECOND = 1_000_000;

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
    return Moment.of(wall.instant(), nanos.getAsLong());
  }

  /**
   * Reads the monotonic clock alone.
   *
   * @return nanoseconds from an arbitrary origin
   */
  public long ticks() {
    return nanos.getAsLong();
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
    long nanos = ageNanos(then, now);
    return nanos == TOO_OLD_NANOS ? TOO_OLD : Duration.ofNanos(nanos);
  }

  /**
   * The same as {@link #age}, in nanoseconds.
   *
   * @param then the earlier moment
   * @param now the later moment
   * @return the age; {@link #TOO_OLD_NANOS} if it would be negative, or is 292 years and more
   */
  public static long ageNanos(Moment then, Moment now) {
    return larger(now.nanos() - then.nanos(), elapsed(then.wallNanos(), now.wallNanos()));
  }

  /**
   * How long ago something was, by a wall clock read to the millisecond: without an object, for the
   * warm path.
   *
   * @param then the earlier moment
   * @return the age now; {@link #TOO_OLD_NANOS} if it would be negative
   */
  public long ageNanos(Moment then) {
    long nowNanos = wall.millis() * NANOS_A_MILLISECOND;
    return larger(nanos.getAsLong() - then.nanos(), elapsed(then.wallNanos(), nowNanos));
  }

  /**
   * Reads the wall clock to the millisecond, for the warm path.
   *
   * @return nanoseconds from 1970
   */
  public long wallNanos() {
    return wall.millis() * NANOS_A_MILLISECOND;
  }

  /**
   * How long ago something was, by two readings of both clocks.
   *
   * @param thenWall the wall clock then
   * @param thenTicks the monotonic ticker then
   * @param wall the wall clock now
   * @param ticks the monotonic ticker now
   * @return the age; {@link #TOO_OLD_NANOS} if it would be negative
   */
  public static long ageNanos(long thenWall, long thenTicks, long wall, long ticks) {
    return larger(ticks - thenTicks, elapsed(thenWall, wall));
  }

  private static long larger(long byTicker, long byWall) {
    long age = Math.max(byTicker, byWall);
    return age < 0 ? TOO_OLD_NANOS : age;
  }

  /* Of wall clocks centuries apart the difference does not fit: the sign of the operands tells. */
  private static long elapsed(long then, long now) {
    long difference = now - then;
    boolean overflows = ((now ^ then) & (now ^ difference)) < 0;
    if (overflows) {
      return now < 0 ? Long.MIN_VALUE : TOO_OLD_NANOS;
    }
    return difference;
  }
}
