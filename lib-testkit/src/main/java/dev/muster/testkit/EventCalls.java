package dev.muster.testkit;

import dev.muster.provider.ProviderException.Rejected;
import dev.muster.testkit.ProviderProfile.Feed;
import dev.muster.testkit.fault.Gate;
import dev.muster.testkit.fault.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls about the event log. */
final class EventCalls {
  private final Gate gate;
  private final ProviderProfile profile;
  private final EventLog log;

  EventCalls(Gate gate, ProviderProfile profile, EventLog log) {
    this.gate = gate;
    this.profile = profile;
    this.log = log;
  }

  Page<FakeEvent> after(@Nullable String cursor, int limit) {
    return read(Feed.LOG_BY_CURSOR, () -> log.after(cursor, limit));
  }

  /* A log with a cursor can also be entered at a time. */
  Page<FakeEvent> since(Instant from, int skip, int limit) {
    Objects.requireNonNull(from, "from");
    if (skip < 0) {
      throw new IllegalArgumentException("skip must be 0 or more, but was " + skip);
    }
    return read(kind(), () -> log.since(from, skip, limit));
  }

  /** Reads on in a log of either kind; empty if the cursor is none of it, or no more. */
  Optional<Page<FakeEvent>> next(@Nullable String cursor, int limit) {
    return read(
        kind(),
        () -> {
          try {
            return Optional.of(
                isByCursor()
                    ? log.after(cursor, limit)
                    : log.later(cursor == null ? null : Instant.parse(cursor), limit));
          } catch (Rejected | DateTimeException unknownCursor) {
            return Optional.empty();
          }
        });
  }

  /** Reads a log of either kind from a time on. */
  Page<FakeEvent> from(Instant time, int limit) {
    Objects.requireNonNull(time, "time");
    return read(kind(), () -> log.from(time, limit));
  }

  /** The cursor behind the newest event of a log of either kind. */
  Optional<String> latest() {
    return read(kind(), () -> log.latest().map(this::cursor));
  }

  /** The cursor behind an event. A log by time has no cursors; the time of an event is one. */
  String cursor(FakeEvent event) {
    return isByCursor() ? event.id() : event.happenedAt().toString();
  }

  private boolean isByCursor() {
    return profile.feeds().contains(Feed.LOG_BY_CURSOR);
  }

  private Feed kind() {
    return isByCursor() ? Feed.LOG_BY_CURSOR : Feed.LOG_BY_TIME;
  }

  private <T> T read(Feed feed, Supplier<T> reading) {
    return gate.call(
        Operation.LIST_EVENTS,
        () -> {
          if (!profile.feeds().contains(feed)) {
            throw new Rejected("no_such_log");
          }
          return reading.get();
        });
  }
}
