package dev.muster.membership;

import java.time.Duration;
import java.util.Objects;

/**
 * How old evidence may be: the one declared bound. Immutable.
 *
 * <p>{@link #live()} is the default: the decision rests on a provider read begun after the request
 * began. {@link #within(Duration)} is the named loosening: evidence up to that age serves too.
 */
public final class Freshness {
  /** The longest bound that can be declared: one day. */
  public static final Duration MAX_BOUND = Duration.ofDays(1);

  private static final Freshness LIVE = new Freshness(Duration.ZERO);

  private final Duration bound;
  private final long nanos;

  private Freshness(Duration bound) {
    this.bound = bound;
    nanos = bound.toNanos();
  }

  /**
   * Only a provider read begun after the request began.
   *
   * @return the strictest freshness
   */
  public static Freshness live() {
    return LIVE;
  }

  /**
   * Evidence up to an age, measured when the decision is returned.
   *
   * @param bound more than zero, at most {@link #MAX_BOUND}
   * @return the freshness
   * @throws IllegalArgumentException if the bound is out of range
   */
  public static Freshness within(Duration bound) {
    Objects.requireNonNull(bound, "bound");
    if (bound.isNegative() || bound.isZero() || bound.compareTo(MAX_BOUND) > 0) {
      throw new IllegalArgumentException(
          "freshness bound must be more than zero and at most " + MAX_BOUND + ", but was " + bound);
    }
    return new Freshness(bound);
  }

  /**
   * Whether nothing but a read of this request serves.
   *
   * @return true for {@link #live()}
   */
  public boolean isLive() {
    return nanos == 0;
  }

  /**
   * The greatest age that serves.
   *
   * @return zero for {@link #live()}
   */
  public Duration bound() {
    return bound;
  }

  /**
   * The stricter of two. A check can ask for more freshness than its route declares, never for
   * less.
   *
   * @param other the other
   * @return the one with the smaller bound
   */
  public Freshness stricter(Freshness other) {
    return other.bound.compareTo(bound) < 0 ? other : this;
  }

  /**
   * Whether evidence serves a request.
   *
   * @param asOf when the evidence was known to hold
   * @param start when the request began
   * @param now when the decision is returned
   * @return true if the evidence began with or after the request, or is no older than the bound
   */
  public boolean accepts(Moment asOf, Moment start, Moment now) {
    long age = Timeline.ageNanos(asOf, now);
    if (age == Timeline.TOO_OLD_NANOS) {
      return false;
    }
    return asOf.isNotBefore(start) || (!isLive() && age <= nanos);
  }

  /**
   * Whether something that was known is no older than the bound, whenever the request began.
   *
   * @param asOf when it was known
   * @param now when it is used
   * @return false for {@link #live()}, which lets nothing remembered serve
   */
  public boolean reaches(Moment asOf, Moment now) {
    return reaches(Timeline.ageNanos(asOf, now));
  }

  /**
   * Whether something that old serves, whenever the request began.
   *
   * @param ageNanos the age
   * @return false for {@link #live()}, which lets nothing remembered serve
   */
  public boolean reaches(long ageNanos) {
    return !isLive() && ageNanos <= nanos;
  }

  /** The age from which on evidence is read again before it is too old: three quarters. */
  long aheadNanos() {
    return nanos / 4 * 3;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Freshness that && bound.equals(that.bound);
  }

  @Override
  public int hashCode() {
    return bound.hashCode();
  }

  @Override
  public String toString() {
    return isLive() ? "live" : "within " + bound;
  }
}
