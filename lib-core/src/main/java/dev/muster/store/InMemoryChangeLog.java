package dev.muster.store;

import dev.muster.name.ProviderInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change log in this process's memory, for one node and for tests. The in-memory stores that were
 * made with it are one database: its lock is held for each of their steps. Safe for many threads;
 * never blocks on I/O.
 */
public final class InMemoryChangeLog implements ChangeLog {
  private final InstantSource clock;
  private final boolean records;
  private final Deque<Row> rows = new ArrayDeque<>();
  private final Map<ProviderInstance, FeedPosition> positions = new HashMap<>();
  private final Map<ProviderInstance, Instant> ends = new HashMap<>();
  private long head;
  private long swept;

  /**
   * An empty log.
   *
   * @param clock the store's own time
   */
  public InMemoryChangeLog(InstantSource clock) {
    this(clock, true);
  }

  private InMemoryChangeLog(InstantSource clock, boolean records) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.records = records;
  }

  /** What a store has that nobody gave a log: a lock, and no memory. */
  static InMemoryChangeLog none(InstantSource clock) {
    return new InMemoryChangeLog(clock, false);
  }

  @Override
  public synchronized Slice read(ProviderInstance provider, long after, int most) {
    Objects.requireNonNull(provider, "provider");
    Instant now = clock.instant();
    FeedPosition position = position(provider);
    if (after == NOTHING) {
      return new Slice(List.of(), head, true, false, position, now);
    }
    // Who has read more than there is has read another log.
    boolean gap = after < swept || after > head;
    List<Entry> entries = new ArrayList<>();
    for (Row row : rows) {
      Entry entry = row.entry();
      if (entry.number() > after && entry.notice().provider().equals(provider)) {
        if (entries.size() == most) {
          long last = most == 0 ? after : entries.get(most - 1).number();
          return new Slice(entries, last, false, gap, position, now);
        }
        entries.add(entry);
      }
    }
    return new Slice(entries, head, true, gap, position, now);
  }

  @Override
  public synchronized void append(List<Notice> notices) {
    List.copyOf(Objects.requireNonNull(notices, "notices")).forEach(this::add);
  }

  @Override
  public synchronized int sweep(Duration keep, int most) {
    Instant before = clock.instant().minus(Objects.requireNonNull(keep, "keep"));
    int deleted = 0;
    while (deleted < most && !rows.isEmpty() && !rows.getFirst().at().isAfter(before)) {
      swept = rows.removeFirst().entry().number();
      deleted++;
    }
    return deleted;
  }

  /** Writes a notice as part of a store's step. */
  synchronized void add(Notice notice) {
    if (records) {
      rows.addLast(new Row(new Entry(++head, notice), clock.instant()));
    }
  }

  /** How far the mirror follows the events, as part of a store's step. */
  synchronized @Nullable FeedPosition position(ProviderInstance provider) {
    return positions.get(provider);
  }

  /** Tells how far the mirror follows the events, as part of a store's step. */
  synchronized void move(ProviderInstance provider, @Nullable FeedPosition position) {
    if (position == null) {
      positions.remove(provider);
    } else {
      positions.put(provider, position);
    }
  }

  /** When a user or an organization ended last, as part of a store's step. */
  synchronized @Nullable Instant endsAt(ProviderInstance provider) {
    return ends.get(provider);
  }

  /** Tells that there is a feed, so that ends count. */
  synchronized void follow(ProviderInstance provider) {
    ends.putIfAbsent(provider, Instant.MIN);
  }

  /** Tells that a user or an organization ended, as part of a store's step. */
  synchronized void end(ProviderInstance provider) {
    ends.computeIfPresent(provider, (key, before) -> clock.instant());
  }

  private record Row(Entry entry, Instant at) {}
}
