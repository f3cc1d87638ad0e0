package dev.muster.keycloak;

import dev.muster.keycloak.LogReader.Stretch;
import dev.muster.provider.EventSource;
import dev.muster.rest.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * An event says who may be affected; what became of them is read when the event is, and that is when
 * it has settled. So an event that is told again, or late, changes nothing back.
 */
/**
 * Keycloak's log of events. A cursor is the place of an event, and holds the newest of each of the
 * two logs, which must still be there: so a log that was cleared, or has forgotten it, is noticed.
 */
final class KeycloakEvents implements EventSource {
  /* Assumed: an event gets its time when the request is served, and is seen when that commits. It
   * covers what the reader adds, until an event is settled and for a clock that is behind. */
  private static final Duration DELAY = Duration.ofSeconds(10);

  private static final int LARGEST_PAGE = 25;

  private final Calls calls;
  private final LogReader log;
  private final Affected affected;
  private final Duration retention;

  KeycloakEvents(Calls calls, LogReader log, Affected affected, Duration retention) {
    if (retention.compareTo(DELAY) <= 0) {
      throw new IllegalArgumentException(
          "the retention must be longer than " + DELAY + ", but was " + retention);
    }
    this.calls = calls;
    this.log = log;
    this.affected = affected;
    this.retention = retention;
  }

  @Override
  public Optional<Page> after(@Nullable String cursor, int limit) {
    int most = rows(limit);
    if (cursor == null) {
      return Optional.of(
          calls.within(deadline -> page(deadline, log.from(deadline, 0), null, most)));
    }
    return LogCursor.read(cursor)
        .flatMap(
            asked ->
                calls.within(
                    deadline -> {
                      Stretch stretch = log.from(deadline, asked);
                      return asked.isIn(stretch)
                          ? Optional.of(page(deadline, stretch, asked, most))
                          : Optional.empty();
                    }));
  }

  @Override
  public Page since(Instant from, int limit) {
    Objects.requireNonNull(from, "from");
    int most = rows(limit);
    Instant first = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
    long floor = first.toEpochMilli();
    long time = Instant.ofEpochMilli(floor).isBefore(first) ? floor + 1 : floor;
    return calls.within(deadline -> page(deadline, log.from(deadline, time), null, most));
  }

  private Page page(Deadline deadline, Stretch stretch, @Nullable LogCursor asked, int most) {
    return new Told(asked, most).page(stretch, affected.now(deadline)::partsOf);
  }

  @Override
  public Optional<String> latest() {
    return calls.within(deadline -> log.newest(deadline).map(LogCursor::text));
  }

  @Override
  public Duration delay() {
    return DELAY;
  }

  @Override
  public Duration retention() {
    return retention;
  }

  @Override
  public int largestPage() {
    return LARGEST_PAGE;
  }

  private static int rows(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "a page has 1 event or more, but " + limit + " were asked");
    }
    return Math.min(limit, LARGEST_PAGE);
  }
}
