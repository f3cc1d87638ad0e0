package dev.muster.feed;

import dev.muster.membership.Timeline;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a walk may ask the provider again: never more often than is set, and after failures later
 * and later. For one thread.
 */
final class WalkPace {
  private static final long SECOND = 1_000_000_000;
  private static final long LONGEST = 60 * SECOND;
  private static final int DOUBLINGS = 6;

  private final Timeline timeline;
  private final long gap;
  private final DoubleSupplier jitter;
  private long from;
  private long pause;
  private int failures;

  /**
   * A pace.
   *
   * @param timeline the clocks
   * @param callsPerSecond how often the provider may be asked
   * @param jitter from 0 to 1, another one each time, so that nodes do not come back at once
   */
  WalkPace(Timeline timeline, double callsPerSecond, DoubleSupplier jitter) {
    this.timeline = timeline;
    this.gap = (long) Math.ceil(SECOND / callsPerSecond);
    this.jitter = jitter;
  }

  /** The provider is asked now. */
  void call() {
    from = timeline.ticks();
    pause = gap;
  }

  void succeeded() {
    failures = 0;
  }

  /** How often in a row it has failed. */
  int failed(@Nullable Duration retryAfter) {
    failures++;
    long most = Math.min(LONGEST, SECOND << Math.min(failures - 1, DOUBLINGS));
    long asked = retryAfter == null ? 0 : Math.min(retryAfter.toSeconds() * SECOND, 60 * LONGEST);
    from = timeline.ticks();
    // No earlier than asked for, and not all nodes at that very moment.
    pause = Math.max(gap, asked + (long) (most * (0.5 + jitter.getAsDouble() / 2)));
    return failures;
  }

  /** How long nothing may be done yet. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, pause - (timeline.ticks() - from)));
  }
}
