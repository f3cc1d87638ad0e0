package dev.muster.membership;

import java.time.Duration;
import java.util.Objects;

/**
 * How old evidence may be: the one declared bound. Immutable.
 *
 * <p>{@link #live()} is the default: the decision rests on a provider read begun after the request
 * began. {@link #within(Duration)} is the named loosening: evidence up to that age serves too.
 * {@link #followed(Duration)} lets the feed of the provider's events stand in for the provider.
 */
public final class Freshness {
  /** The longest bound that can be declared: one day. */
  public static final Duration MAX_BOUND = Duration.ofDays(1);

  private static final Freshness LIVE = new Freshness(Duration.ZERO, false);

  private final Duration bound;
  private final long nanos;
  private final boolean followed;

  private Freshness(Duration bound, boolean followed) {
    this.bound = bound;
    this.followed = followed;
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
    return new Freshness(checked(bound), false);
  }

  /**
   * Evidence that the feed proves to be no older than an age, or else a read of the provider as for
   * {@link #live()}. What was merely read within the bound and is remembered does not serve.
   *
   * @param bound more than zero, at most {@link #MAX_BOUND}
   * @return the freshness
   * @throws IllegalArgumentException if the bound is out of range
   */
  public static Freshness followed(Duration bound) {
    return new Freshness(checked(bound), true);
  }

  private static Duration checked(Duration bound) {
    Objects.requireNonNull(bound, "bound");
    if (bound.isNegative() || bound.isZero() || bound.compareTo(MAX_BOUND) > 0) {
      throw new IllegalArgumentException(
          "freshness bound must be more than zero and at most " + MAX_BOUND + ", but was " + bound);
    }
    return bound;
  }

  /**
   * The same sort of freshness with another bound.
   *
   * @param other more than zero, at most {@link #MAX_BOUND}
   * @return the freshness
   * @throws IllegalArgumentException if the bound is out of range
   */
  public Freshness bounded(Duration other) {
    return new Freshness(checked(other), followed);
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
   * Whether only the feed can prove that what was known before the request still serves.
   *
   * @return true for {@link #followed}
   */
  public boolean isFollowed() {
    return followed;
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
   * @return what satisfies both: the smaller bound, and proven by the feed if either demands that
   */
  public Freshness stricter(Freshness other) {
    Freshness least = other.nanos < nanos ? other : this;
    return least.isLive() || least.followed || !(followed || other.followed)
        ? least
        : new Freshness(least.bound, true);
  }

  /**
   * Whether what was read at the provider at a time serves a request.
   *
   * @param asOf when it was read
   * @param start when the request began
   * @param now when the decision is returned
   * @return true if it began with or after the request, or is no older than the bound, unless only
   *     the feed could prove that
   */
  public boolean accepts(Moment asOf, Moment start, Moment now) {
    long age = Timeline.ageNanos(asOf, now);
    if (age == Timeline.TOO_OLD_NANOS) {
      return false;
    }
    return asOf.isNotBefore(start) || (!followed && reaches(age));
  }

  /** Whether a read made with this freshness serves who asks with the other one just as well. */
  boolean satisfies(Freshness other) {
    return nanos <= other.nanos && (followed || !other.followed);
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
   * @param ageNanos the age; of evidence, as it tells it {@linkplain Evidence#ageNanos(Freshness,
   *     long, long) for this freshness}
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
    return other instanceof Freshness that && nanos == that.nanos && followed == that.followed;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(nanos) * 2 + Boolean.hashCode(followed);
  }

  @Override
  public String toString() {
    return isLive() ? "live" : (followed ? "followed within " : "within ") + bound;
  }
}
