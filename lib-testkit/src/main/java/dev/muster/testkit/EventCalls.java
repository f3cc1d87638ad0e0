package dev.muster.testkit;

import dev.muster.provider.ProviderException.Rejected;
import dev.muster.testkit.ProviderProfile.Feed;
import dev.muster.testkit.fault.Gate;
import dev.muster.testkit.fault.Operation;
import java.time.Instant;
import java.util.Objects;
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
    boolean byCursor = profile.feeds().contains(Feed.LOG_BY_CURSOR);
    return read(
        byCursor ? Feed.LOG_BY_CURSOR : Feed.LOG_BY_TIME, () -> log.since(from, skip, limit));
  }

  private Page<FakeEvent> read(Feed feed, Supplier<Page<FakeEvent>> reading) {
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
