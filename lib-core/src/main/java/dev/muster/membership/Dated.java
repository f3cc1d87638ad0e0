package dev.muster.membership;

import org.jspecify.annotations.Nullable;

/**
 * What evidence has of time: when it was stated, and how the feed moves it. Immutable, but for the
 * watermark that it refers to.
 */
abstract class Dated {
  private static final long NANOS_A_MILLISECOND = 1_000_000;

  private final Watermark.@Nullable Coverage coverage;
  private final long asOfWall;
  private final long asOfNanos;
  private final int followedAfterMillis;

  Dated(Moment asOf) {
    this.asOfWall = asOf.wallNanos();
    this.asOfNanos = asOf.nanos();
    this.coverage = null;
    this.followedAfterMillis = 0;
  }

  Dated(Dated from) {
    this(from, from.coverage, from.followedAfter());
  }

  /**
   * The same, as part of a run of the provider's events.
   *
   * @param coverage which run; null for none
   * @param followedAfter how much later than the statement it is that the mirror was proven to
   *     follow when it was read; negative for earlier
   */
  Dated(Dated from, Watermark.@Nullable Coverage coverage, long followedAfter) {
    this.asOfWall = from.asOfWall;
    this.asOfNanos = from.asOfNanos;
    // Rounded to the earlier, also what is weeks later: nothing looks younger than it is.
    long millis = Math.floorDiv(followedAfter, NANOS_A_MILLISECOND);
    this.followedAfterMillis = (int) Math.min(Integer.MAX_VALUE, millis);
    // What is proven for weeks before only proves nothing.
    this.coverage = millis < Integer.MIN_VALUE ? null : coverage;
  }

  private long followedAfter() {
    return followedAfterMillis * NANOS_A_MILLISECOND;
  }

  /** Whether it is a "yes" that this node's memory holds now. */
  abstract boolean isHeld();

  /**
   * When the provider is known to have said so: just before the request to it was sent.
   *
   * @return the moment, on this process's timeline; the feed never moves it
   */
  public Moment statedAt() {
    return new Moment(asOfWall, asOfNanos);
  }

  /**
   * Up to when this is known to have held: when the provider said so, or later where the feed
   * proves that nothing changed since.
   *
   * @return the moment, on this process's timeline
   */
  public Moment asOf() {
    long after = Math.max(0, followedAfter());
    Watermark.Mark mark = moved();
    return mark != null && mark.nanos() - asOfNanos > after
        ? new Moment(mark.wallNanos(), mark.nanos())
        : new Moment(asOfWall + after, asOfNanos + after);
  }

  /**
   * How old this is, by two readings of both clocks.
   *
   * @param wall the wall clock, as {@link Timeline#wallNanos()} reads it
   * @param ticks the monotonic ticker
   * @return the age; {@link Timeline#TOO_OLD_NANOS} if it would be negative
   */
  public long ageNanos(long wall, long ticks) {
    long stated = Timeline.ageNanos(asOfWall, asOfNanos, wall, ticks);
    return coverage == null ? stated : Math.min(stated, followedNanos(wall, ticks));
  }

  /**
   * How old this is by what a freshness accepts as proof.
   *
   * @param freshness one that may demand the feed's word
   * @param wall the wall clock
   * @param ticks the monotonic ticker
   * @return the age; {@link Timeline#TOO_OLD_NANOS} if it would be negative or nothing proves it
   */
  public long ageNanos(Freshness freshness, long wall, long ticks) {
    return freshness.isFollowed() ? followedNanos(wall, ticks) : ageNanos(wall, ticks);
  }

  /**
   * The same at a moment.
   *
   * @param freshness one that may demand the feed's word
   * @param now the moment
   * @return the age
   */
  public long ageNanos(Freshness freshness, Moment now) {
    return ageNanos(freshness, now.wallNanos(), now.nanos());
  }

  /* How old the feed's proof is: of when this was read, or a later one of this node. */
  private long followedNanos(long wall, long ticks) {
    if (coverage == null) {
      return Timeline.TOO_OLD_NANOS;
    }
    Watermark.Mark mark = moved();
    long after = followedAfter();
    long age = Timeline.ageNanos(asOfWall + after, asOfNanos + after, wall, ticks);
    return mark == null ? age : Math.min(age, mark.ageNanos(wall, ticks));
  }

  /*
   * What moves this now. The mark is read before the flag: who raises it has forgotten before, so
   * that a mark never moves what was forgotten for it. A "no" keeps the age at which it was read.
   */
  private Watermark.@Nullable Mark moved() {
    Watermark.Mark mark = coverage == null ? null : coverage.mark();
    return mark != null && isHeld() ? mark : null;
  }

  /** Whether the feed vouches for it now, so that nobody need be asked before its bound. */
  boolean isMoved() {
    return moved() != null;
  }

  /**
   * Whether the provider said so after a request began.
   *
   * @param start when the request began
   * @return true only for a read that began no earlier; never by the feed alone
   */
  public boolean isStatedSince(Moment start) {
    return asOfNanos - start.nanos() >= 0;
  }
}
