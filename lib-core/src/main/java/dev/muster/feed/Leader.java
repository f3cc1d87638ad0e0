package dev.muster.feed;

import dev.muster.membership.Timeline;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Leadership;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads the feed where nobody else does: with each step it renews its lease, and then does the one
 * thing that is due the longest. What fails is tried later and later, and keeps nothing else
 * waiting. One step at a time, but for {@link #hurry}.
 *
 * <p>Nothing is assumed of a lease but that it may be lost at any time: the fence decides, with
 * each write.
 */
final class Leader {
  private static final Logger LOG = LoggerFactory.getLogger(Leader.class);

  private final FeedParts parts;
  private final FeedStore store;
  private final ProviderInstance provider;
  private final Timeline timeline;
  private final String node;
  private final Backoff leading;
  private final List<Task> tasks;
  private final long hurry;

  /** When the provider may be asked again that asked to be left alone. */
  private long quietUntil;

  private volatile @Nullable Long fence;

  /**
   * A node that does not lead yet.
   *
   * @param parts what the feed is made of
   * @param store where it stands
   * @param work what a leader does, by its name
   */
  Leader(FeedParts parts, FeedStore store, Map<String, LeaderPart> work) {
    this.parts = parts;
    this.store = store;
    this.provider = parts.provider().instance();
    this.timeline = parts.timeline();
    this.node = new UUID(parts.random().nextLong(), parts.random().nextLong()).toString();
    this.hurry = parts.settings().pollInterval().toNanos() / 10;
    this.leading = backoff();
    this.quietUntil = timeline.ticks();
    this.tasks =
        new LinkedHashMap<>(work)
            .entrySet().stream()
                .map(named -> new Task(named.getKey(), named.getValue(), backoff()))
                .collect(Collectors.toUnmodifiableList());
  }

  private Backoff backoff() {
    return new Backoff(parts.settings().pollInterval(), parts.random());
  }

  /** Does what is due, and tells after how long to come again. */
  Duration step() {
    Optional<Leadership> led;
    Duration again;
    try {
      led = store.lead(provider, node, parts.settings().lease());
      again = led.isPresent() ? Duration.ZERO : untilFree();
      leading.succeeded();
    } catch (RuntimeException failed) {
      return failed("lease", leading, failed);
    }
    if (led.isEmpty()) {
      tellLeading(null);
      return again;
    }
    tellLeading(led.get().fence());
    Task due = next();
    if (left(due) <= 0) {
      run(due, led.get());
    }
    // The lease is renewed in time also where nothing is due for long.
    long most = parts.settings().lease().toNanos() / 3;
    return Duration.ofNanos(Math.max(0, Math.min(most, left(next()))));
  }

  /** To take over at the moment when the lease ends, and soon after it was given back. */
  private Duration untilFree() {
    FeedStore.Status status = store.status(provider);
    Duration most = parts.settings().lease().dividedBy(3);
    if (status.leaseUntil() == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(status.storeTime(), status.leaseUntil());
    Duration least = Duration.ofMillis(10);
    return left.compareTo(most) > 0 ? most : left.compareTo(least) < 0 ? least : left;
  }

  private Task next() {
    Task first = tasks.get(0);
    for (Task task : tasks) {
      if (left(task) < left(first)) {
        first = task;
      }
    }
    return first;
  }

  private long left(Task task) {
    boolean hurries = task.hurries && task.backoff.failures() == 0;
    long left = (hurries ? Math.min(task.due, task.ran + hurry) : task.due) - timeline.ticks();
    return task.part.asksProvider() ? Math.max(left, quietUntil - timeline.ticks()) : left;
  }

  private void run(Task task, Leadership led) {
    task.hurries = false;
    Duration delay;
    try {
      delay = task.part.step(led);
      task.backoff.succeeded();
    } catch (RuntimeException failed) {
      delay = failed(task.name, task.backoff, failed);
      if (failed instanceof ProviderException of && of.retryAfter() != null) {
        quietUntil = timeline.ticks() + delay.toNanos();
      }
    }
    task.ran = timeline.ticks();
    task.due = task.ran + delay.toNanos();
  }

  private Duration failed(String what, Backoff backoff, RuntimeException failed) {
    Duration delay = backoff.failed(failed);
    if (failed instanceof StoreException) {
      LOG.warn("the feed's {} failed: {}", what, failed.getClass().getSimpleName());
    } else {
      var unused = parts.evidence().report(failed);
    }
    parts.tell().accept(new FeedEvent.Failing(provider, what, backoff.failures()));
    return delay;
  }

  private void tellLeading(@Nullable Long now) {
    Long before = fence;
    fence = now;
    if ((before == null) != (now == null)) {
      parts.tell().accept(new FeedEvent.Leading(provider, now != null));
    }
    if (now != null && !now.equals(before)) {
      long ticks = timeline.ticks();
      tasks.forEach(task -> task.due = task.ran = ticks);
    }
  }

  /**
   * Does something soon that is not due yet; a crowd of hurries is one, and what fails is not
   * hurried. For many threads.
   */
  void hurry(String name) {
    tasks.stream().filter(task -> task.name.equals(name)).forEach(task -> task.hurries = true);
  }

  /** Gives the leadership back. No step may run then. */
  void resign() {
    Long held = fence;
    if (held == null) {
      return;
    }
    tellLeading(null);
    try {
      store.resign(provider, held);
    } catch (RuntimeException failed) {
      LOG.info("the lease of the feed was not given back, and ends by itself");
    }
  }

  boolean leads() {
    return fence != null;
  }

  /** How often in a row the worst of it failed. */
  int failures() {
    int worst = leading.failures();
    for (Task task : tasks) {
      worst = Math.max(worst, task.backoff.failures());
    }
    return worst;
  }

  /** One of the things to do, and when. */
  private static final class Task {
    final String name;
    final LeaderPart part;
    final Backoff backoff;
    long due;
    long ran;
    volatile boolean hurries;

    Task(String name, LeaderPart part, Backoff backoff) {
      this.name = name;
      this.part = part;
      this.backoff = backoff;
    }
  }
}
