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

  /** What is proven, and of which run of events. */
  record Mark(long generation, long wallNanos, long nanos) {}
}
