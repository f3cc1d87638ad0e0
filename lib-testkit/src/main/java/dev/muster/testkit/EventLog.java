package dev.muster.testkit;

import dev.muster.provider.ProviderException.Rejected;
import dev.muster.testkit.FakeEvent.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened at the fake provider, in order. An event that is late takes its old place once it
 * is seen. One lock, the innermost of the fake's.
 */
final class EventLog {
  private static final Duration TICK = Duration.ofMillis(1);

  private final Ids ids;
  private final InstantSource clock;
  private final Supplier<Duration> nextDelay;
  private final NavigableMap<Long, Row> rows = new TreeMap<>();
  private final Map<String, Long> places = new HashMap<>();
  private Instant last = Instant.EPOCH;
  private Instant forgotten = Instant.MIN;
  private long added;

  EventLog(Ids ids, InstantSource clock, Supplier<Duration> nextDelay) {
    this.ids = ids;
    this.clock = clock;
    this.nextDelay = nextDelay;
  }

  synchronized void add(FakeEvent.Type type, Subject subject) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    last = now.isAfter(last) ? now : last.plus(TICK);
    FakeEvent event = new FakeEvent(ids.next("event"), type, last, subject);
    Duration delay = nextDelay.get();
    Instant seenAt = delay.isZero() ? Instant.MIN : clock.instant().plus(delay);
    rows.put(++added, new Row(event, seenAt));
    places.put(event.id(), added);
    forget();
  }

  /** Events after the one with this id; from the oldest kept one, for null. */
  synchronized Page<FakeEvent> after(@Nullable String cursor, int limit) {
    forget();
    Long place = cursor == null ? Long.valueOf(0) : places.get(cursor);
    if (place == null) {
      throw new Rejected("invalid_cursor");
    }
    return page(seen(rows.tailMap(place, false), e -> true), limit);
  }

  /** Events after a time, for a log that has no cursor; from the oldest kept one, for null. */
  synchronized Page<FakeEvent> later(@Nullable Instant than, int limit) {
    forget();
    if (than != null && (than.isBefore(oldest()) || !than.isAfter(forgotten))) {
      throw new Rejected("invalid_cursor");
    }
    return page(seen(rows, e -> than == null || e.happenedAt().isAfter(than)), limit);
  }

  /** Events at or after a time. */
  synchronized Page<FakeEvent> from(Instant time, int limit) {
    forget();
    return page(seen(rows, e -> !e.happenedAt().isBefore(time)), limit);
  }

  /** The newest event that is seen. */
  synchronized Optional<FakeEvent> latest() {
    forget();
    return seen(rows.descendingMap(), e -> true).findFirst();
  }

  /** Forgets all that happened until now, and each place in it. */
  synchronized void forgetAll() {
    rows.clear();
    places.clear();
    forgotten = last;
  }

  /** Events at or after a time, some of them passed over. */
  synchronized Page<FakeEvent> since(Instant from, int skip, int limit) {
    forget();
    List<FakeEvent> page =
        seen(rows, e -> !e.happenedAt().isBefore(from)).skip(skip).limit(limit).toList();
    return new Page<>(page, null, null);
  }

  /** All that happened and is not too old, whether it is seen yet or not. */
  synchronized List<FakeEvent> all() {
    forget();
    return rows.values().stream().map(Row::event).toList();
  }

  private static Page<FakeEvent> page(Stream<FakeEvent> events, int limit) {
    List<FakeEvent> found = events.limit(limit + 1L).toList();
    boolean more = found.size() > limit;
    List<FakeEvent> page = more ? found.subList(0, limit) : found;
    return new Page<>(page, more ? page.get(limit - 1).id() : null, null);
  }

  private Stream<FakeEvent> seen(NavigableMap<Long, Row> part, Predicate<FakeEvent> wanted) {
    Instant now = clock.instant();
    return part.values().stream()
        .filter(row -> !row.seenAt().isAfter(now))
        .map(Row::event)
        .filter(wanted);
  }

  private void forget() {
    Instant oldest = oldest();
    while (!rows.isEmpty() && rows.firstEntry().getValue().event().happenedAt().isBefore(oldest)) {
      places.remove(rows.pollFirstEntry().getValue().event().id());
    }
  }

  private Instant oldest() {
    return clock.instant().minus(ProviderProfile.EVENT_RETENTION);
  }

  private record Row(FakeEvent event, Instant seenAt) {}
}
