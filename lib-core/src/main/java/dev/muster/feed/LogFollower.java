package dev.muster.feed;

import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.membership.Watermark;
import dev.muster.name.ProviderInstance;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedPosition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads the change log on this node, forgets what changed, and only then tells up to when memory
 * follows. One step at a time.
 *
 * <h2>Guarantee</h2>
 *
 * <p>The watermark is raised to a position only after every entry was forgotten that was in the log
 * when the position was read, in the same statement. After the first read, a gap, or in another run
 * of events everything is forgotten. A log that can't be read raises nothing, and forgets nothing:
 * ages grow.
 */
final class LogFollower {
  private static final int MOST = 1_000;

  /** Further back no evidence serves anybody; and nonsense does not overflow. */
  private static final Duration OLDEST = Duration.ofDays(2);

  private final FeedParts parts;
  private final ProviderInstance provider;
  private final Timeline timeline;
  private final Watermark watermark;
  private final Backoff backoff;
  private long after = ChangeLog.NOTHING;
  private long generation = -1;
  private boolean unreadable;
  private volatile @Nullable Instant lastSuccess;

  LogFollower(FeedParts parts) {
    this.parts = parts;
    this.provider = parts.provider().instance();
    this.timeline = parts.timeline();
    this.watermark = parts.watermark();
    this.backoff = new Backoff(parts.settings().logInterval(), parts.random());
  }

  /** Reads on once, and tells after how long to do so again. */
  Duration step() {
    Moment before = timeline.now();
    ChangeLog.Slice slice;
    try {
      slice = parts.log().read(provider, after, MOST);
      forget(slice);
    } catch (RuntimeException failed) {
      return unreadable(failed);
    }
    after = slice.last();
    follow(slice, before);
    readable();
    return slice.complete() ? parts.settings().logInterval() : Duration.ZERO;
  }

  private void forget(ChangeLog.Slice slice) {
    FeedPosition position = slice.position();
    boolean another = position != null && position.generation() != generation;
    if (after == ChangeLog.NOTHING || slice.gap() || another) {
      parts.forgetAll().run();
    }
    // Also after that: an organization or a session that ended is more than something forgotten.
    slice.entries().forEach(entry -> parts.forget().accept(entry.notice()));
    if (position != null) {
      generation = position.generation();
    }
  }

  private void follow(ChangeLog.Slice slice, Moment before) {
    FeedPosition position = slice.position();
    if (position == null) {
      watermark.withdraw();
    } else if (slice.complete()) {
      Duration age = Duration.between(position.asOf(), slice.storeTime());
      if (age.isNegative() || age.compareTo(OLDEST) > 0) {
        watermark.withdraw();
      } else {
        watermark.raise(position.generation(), before.minus(age));
      }
    }
  }

  private Duration unreadable(RuntimeException failed) {
    if (!unreadable) {
      unreadable = true;
      parts
          .tell()
          .accept(new FeedEvent.LogReadable(provider, false, failed.getClass().getSimpleName()));
    }
    return backoff.failed(failed);
  }

  private void readable() {
    backoff.succeeded();
    lastSuccess = parts.clock().instant();
    if (unreadable) {
      unreadable = false;
      parts.tell().accept(new FeedEvent.LogReadable(provider, true, null));
    }
  }

  int failures() {
    return backoff.failures();
  }

  @Nullable Instant lastSuccess() {
    return lastSuccess;
  }
}
