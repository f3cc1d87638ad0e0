package dev.muster.membership;

import org.jspecify.annotations.Nullable;

/**
 * Up to when this node's memory is proven to follow the provider's events. Safe for many threads;
 * never blocks.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It is raised only after everything was forgotten that changed up to then. So evidence of the
 * same run of events that memory still holds is as of this moment, whenever it was read.
 */
public final class Watermark {
  private volatile @Nullable Mark mark;
  private volatile @Nullable Coverage last;

  /** A watermark that proves nothing yet. */
  public Watermark() {}

  /**
   * Tells up to when memory follows. To be called after all that changed up to then was forgotten.
   *
   * @param generation the run of events
   * @param asOf up to when
   */
  public void raise(long generation, Moment asOf) {
    mark = new Mark(generation, asOf.wallNanos(), asOf.nanos());
  }

  /** Tells that nothing is proven any more. */
  public void withdraw() {
    mark = null;
  }

  @Nullable Mark mark() {
    return mark;
  }

  /** What evidence of a run of events refers to: the same object for all of it. */
  Coverage coverage(long generation) {
    Coverage known = last;
    if (known == null || known.generation() != generation) {
      known = new Coverage(this, generation);
      last = known;
    }
    return known;
  }

  /** What is proven, and of which run of events. */
  record Mark(long generation, long wallNanos, long nanos) {
    long ageNanos(long wall, long ticks) {
      return Timeline.ageNanos(wallNanos, nanos, wall, ticks);
    }
  }

  /** That evidence is of a run of events, whose watermark moves it. */
  record Coverage(Watermark watermark, long generation) {
    /** What is proven of this run; null for nothing. */
    @Nullable Mark mark() {
      Mark proven = watermark.mark();
      return proven != null && proven.generation() == generation ? proven : null;
    }
  }
}
