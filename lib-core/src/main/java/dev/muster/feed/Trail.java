package dev.muster.feed;

import dev.muster.provider.EventSource;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a leader reads the log, pass by pass. An event that is seen late may take its old place,
 * before others that were read already. So the cursor that is kept trails: it is a place that was
 * the log's end longer ago than an event may be late, and each pass reads again from there to the
 * end. What the pass before has read it knows by ids.
 */
final class Trail {
  /** A provider's clock may be so much behind ours. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** Of a log that is longer than that behind its cursor what was read is not read again. */
  private static final int MOST = 20_000;

  private final Deque<End> ends = new ArrayDeque<>();
  private Set<String> before = new HashSet<>();
  private Set<String> now = new HashSet<>();
  private long fence = -1;
  private long generation = -1;
  private boolean first = true;
  private boolean under;
  private @Nullable String at;
  private @Nullable String end;
  private Instant start = Instant.EPOCH;

  /** To be called with each step; tells where to read on. */
  @Nullable String at(Leadership led) {
    Feed feed = led.feed();
    if (led.fence() != fence || feed.generation() != generation) {
      fence = led.fence();
      generation = feed.generation();
      ends.clear();
      before.clear();
      end = null;
      first = true;
      under = false;
    }
    if (end != null) {
      // It was the end before this moment: what takes an earlier place happened before it.
      ends.add(new End(led.storeTime(), end));
      end = null;
    }
    if (!under) {
      under = true;
      at = feed.cursor();
      start = led.storeTime();
      now = new HashSet<>();
    }
    return at;
  }

  /** Those of a page that no pass of this leader has read. */
  List<ProviderEvent> unread(EventSource.Page page) {
    return page.events().stream()
        .filter(event -> !before.contains(event.id()) && !now.contains(event.id()))
        .toList();
  }

  /** Whether a pass came before, so that an unread event is a new one or a late one. */
  boolean knowsMore() {
    return !first;
  }

  /** Store time of before the pass began. */
  Instant start() {
    return start;
  }

  /** Where the cursor is to be kept once a page is applied. */
  @Nullable String kept(Leadership led, EventSource.Page page, Duration allowance) {
    String kept = led.feed().cursor();
    if (!page.last()) {
      return isSettled(led, page, allowance) ? page.next() : kept;
    }
    Instant settled = start.minus(allowance);
    while (!ends.isEmpty() && !ends.element().at().isAfter(settled)) {
      kept = ends.remove().cursor();
    }
    return kept;
  }

  /** Nothing can take a place any more before events that are so old. */
  private boolean isSettled(Leadership led, EventSource.Page page, Duration allowance) {
    ProviderEvent newest = page.events().get(page.events().size() - 1);
    return now.size() > MOST
        || newest.happenedAt().isBefore(led.storeTime().minus(allowance).minus(SKEW));
  }

  /** A page is applied, and the cursor kept there. */
  void applied(EventSource.Page page, @Nullable String kept) {
    at = page.next();
    if (!page.last() && Objects.equals(kept, page.next())) {
      // Behind the cursor nothing is read again, and the ends of before are there.
      now.clear();
      ends.clear();
      return;
    }
    page.events().forEach(event -> now.add(event.id()));
    if (page.last()) {
      end = page.next();
      before = now;
      first = false;
      under = false;
    }
  }

  /** The next pass begins anew. */
  void broken() {
    under = false;
    ends.clear();
  }

  /** A place that was the log's end before a moment. */
  private record End(Instant at, String cursor) {}
}
