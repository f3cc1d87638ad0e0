package dev.muster.feed;

import dev.muster.membership.Timeline;
import java.time.Duration;

/** When a walk may ask the provider again: never more often than is set. For one thread. */
final class WalkPace {
  private static final double SECOND = 1_000_000_000;

  private final Timeline timeline;
  private final long gap;
  private long called;
  private boolean calls;

  WalkPace(Timeline timeline, double callsPerSecond) {
    this.timeline = timeline;
    this.gap = (long) Math.ceil(SECOND / callsPerSecond);
  }

  /** The provider is asked now. */
  void call() {
    called = timeline.ticks();
    calls = true;
  }

  /** How long it may not be asked yet. */
  Duration left() {
    return calls ? Duration.ofNanos(Math.max(0, gap - (timeline.ticks() - called))) : Duration.ZERO;
  }
}
