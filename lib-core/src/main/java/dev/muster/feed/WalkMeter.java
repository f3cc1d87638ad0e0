package dev.muster.feed;

import dev.muster.membership.Timeline;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a walk gets on: at most once a second, and at the end of each phase. For one thread;
 * remembers one minute.
 */
final class WalkMeter {
  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;

  private final Timeline timeline;
  private final Consumer<WalkProgress> hears;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable Walk last;

  WalkMeter(Timeline timeline, Consumer<WalkProgress> hears) {
    this.timeline = timeline;
    this.hears = hears;
  }

  /** The walk has come this far. */
  void at(Walk walk) {
    Walk before = last;
    last = walk;
    boolean another = before == null || !before.startedAt().equals(walk.startedAt());
    if (another) {
      samples.clear();
    }
    long now = timeline.ticks();
    Sample newest = samples.peekLast();
    boolean due = newest == null || now - newest.nanos() >= SECOND;
    if (!due && before != null && before.phase() == walk.phase()) {
      return;
    }
    if (due) {
      samples.addLast(new Sample(now, walk.seen()));
    }
    while (now - samples.getFirst().nanos() > MINUTE) {
      var unused = samples.removeFirst();
    }
    hears.accept(progress(walk, now));
  }

  private WalkProgress progress(Walk walk, long now) {
    Sample oldest = samples.getFirst();
    long nanos = now - oldest.nanos();
    double rate = nanos <= 0 ? 0 : (walk.seen() - oldest.seen()) * (double) SECOND / nanos;
    long left = walk.expected() - walk.seen();
    boolean foreseeable = walk.phase() == Phase.LISTING && rate > 0 && left >= 0;
    return new WalkProgress(
        walk.phase(),
        walk.seen(),
        walk.expected(),
        rate,
        foreseeable ? Duration.ofSeconds((long) Math.ceil(left / rate)) : null,
        walk.changed(),
        walk.ended());
  }

  /** How many had been seen at a time. */
  private record Sample(long nanos, long seen) {}
}
