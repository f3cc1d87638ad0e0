package dev.muster.proof.simulation;

import dev.muster.name.MembershipKey;
import dev.muster.provider.EventSource;
import dev.muster.provider.ProviderEvent;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The provider's log of events as others see it: each event some time after it happened, so that
 * they come in another order, some of them twice, and not kept for ever.
 */
final class SimLog {
  private final HandClock clock;
  private final Duration delay;
  private final boolean keepsPlaces;
  private final PriorityQueue<Row> hidden =
      new PriorityQueue<>(Comparator.comparing(Row::seenAt).thenComparingLong(Row::number));
  private final List<Row> rows = new ArrayList<>();
  private final List<Row> all = new ArrayList<>();
  private long number;
  private int dropped;

  /**
   * An empty log.
   *
   * @param clock the provider's clock
   * @param delay by how much it may show an event late
   * @param keepsPlaces whether an event that is shown late is shown where it belongs by its time,
   *     before others that were shown already; else behind them
   */
  SimLog(HandClock clock, Duration delay, boolean keepsPlaces) {
    this.clock = clock;
    this.delay = delay;
    this.keepsPlaces = keepsPlaces;
  }

  /** Adds an event that is seen after some time. */
  void add(@Nullable MembershipKey key, ProviderEvent event, Duration seenAfter) {
    Instant now = clock.instant();
    Row row = new Row(++number, key, event, now, now.plus(seenAfter));
    hidden.add(row);
    all.add(row);
  }

  /** The log keeps no more than so many of its newest events. */
  void keep(int newest) {
    show();
    List<Row> old = rows.subList(0, Math.max(0, rows.size() - newest));
    dropped += old.size();
    old.clear();
  }

  /** By how much an event of a key that happened before was seen later than allowed for. */
  List<Late> late(MembershipKey key) {
    return all.stream()
        .filter(row -> key.equals(row.key()))
        .filter(row -> row.happenedAt().plus(delay).isBefore(row.seenAt()))
        .map(
            row ->
                new Late(
                    row.happenedAt(),
                    Duration.between(row.happenedAt(), row.seenAt()).minus(delay)))
        .toList();
  }

  /** Until when everything that happened is seen. */
  Instant quietAt() {
    return all.stream().map(Row::seenAt).max(Comparator.naturalOrder()).orElse(clock.instant());
  }

  /** How many of the events that are kept come up to a cursor; 0 for one that is not known. */
  int place(@Nullable String cursor) {
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i).cursor().equals(cursor)) {
        return dropped + i + 1;
      }
    }
    return dropped;
  }

  List<ProviderEvent> told() {
    return all.stream().map(Row::event).toList();
  }

  Optional<EventSource.Page> after(@Nullable String cursor, int limit) {
    show();
    if (cursor == null) {
      return Optional.of(page(null, rows, limit));
    }
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i).cursor().equals(cursor)) {
        return Optional.of(page(cursor, rows.subList(i + 1, rows.size()), limit));
      }
    }
    return Optional.empty();
  }

  EventSource.Page since(Instant from, int limit) {
    show();
    return page(
        null,
        rows.stream().filter(row -> !row.event().happenedAt().isBefore(from)).toList(),
        limit);
  }

  Optional<String> latest() {
    show();
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(rows.size() - 1).cursor());
  }

  private static EventSource.Page page(@Nullable String asked, List<Row> from, int limit) {
    List<Row> some = from.subList(0, Math.min(limit, from.size()));
    return new EventSource.Page(
        some.stream().map(Row::event).toList(),
        some.isEmpty() ? asked : some.get(some.size() - 1).cursor(),
        some.size() == from.size());
  }

  private void show() {
    while (!hidden.isEmpty() && !hidden.peek().seenAt().isAfter(clock.instant())) {
      Row row = hidden.poll();
      int place = rows.size();
      while (keepsPlaces && place > 0 && rows.get(place - 1).number() > row.number()) {
        place--;
      }
      rows.add(place, row);
    }
  }

  /** An event that is seen too late: when it happened, and by how much. */
  record Late(Instant happenedAt, Duration excess) {}

  private record Row(
      long number,
      @Nullable MembershipKey key,
      ProviderEvent event,
      Instant happenedAt,
      Instant seenAt) {
    String cursor() {
      return "c" + number;
    }
  }
}
