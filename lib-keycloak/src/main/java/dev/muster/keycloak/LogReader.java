package dev.muster.keycloak;

import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/*
 * An event is in the database with what it tells of; the caches of Keycloak's nodes, which answer
 * what is asked then, follow a moment later. So an event is left for later until that moment is
 * over.
 */
/** Keycloak's two logs, of administrators' acts and of users', as one in order of time. */
final class LogReader {
  /** How old an event must be, by the settings' clock. */
  static final Duration SETTLE = Duration.ofSeconds(1);

  /** By how much that clock may be behind Keycloak's. */
  static final Duration SKEW = Duration.ofSeconds(2);

  private static final List<String> RESOURCES =
      List.of(
          "ORGANIZATION",
          "ORGANIZATION_MEMBERSHIP",
          "ORGANIZATION_GROUP",
          "ORGANIZATION_GROUP_MEMBERSHIP",
          "REALM",
          "REALM_ROLE",
          "REALM_ROLE_MAPPING",
          "COMPONENT",
          "USER");

  private static final List<String> TYPES =
      List.of("LOGOUT", "DELETE_ACCOUNT", "USER_DISABLED_BY_PERMANENT_LOCKOUT");

  private static final int ROWS = 100;
  private static final int GROWTH = 4;
  private static final int MOST = 6_400;

  private final Calls calls;
  private final InstantSource clock;

  LogReader(Calls calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * A stretch of the log.
   *
   * @param events in order, and none left out between them
   * @param whole whether the log shows no more behind them
   * @param ids of all that was met, also behind them
   */
  record Stretch(List<LogEvent> events, boolean whole, Set<String> ids) {}

  /** From the events of a cursor on, and some behind it where there are any. */
  Stretch from(Deadline deadline, LogCursor cursor) {
    return read(
        deadline,
        cursor.adminsFrom(),
        cursor.usersFrom(),
        event -> event.place().isBehind(cursor.place()));
  }

  /** From a time on, and some of it where there are any. */
  Stretch from(Deadline deadline, long time) {
    return read(deadline, time, time, event -> true);
  }

  private Stretch read(
      Deadline deadline, long adminsFrom, long usersFrom, Predicate<LogEvent> isNew) {
    long settled = settled();
    for (int max = ROWS; ; max = max * GROWTH) {
      List<Reply> replies =
          calls.sendAll(
              deadline,
              List.of(
                  calls.get("events", "config"),
                  list(admins(), "asc", max).query("dateFrom", String.valueOf(adminsFrom)),
                  list(users(), "asc", max).query("dateFrom", String.valueOf(usersFrom))));
      requireLogs(replies.get(0).document());
      List<LogEvent> admins = read(replies.get(1), LogEvent::ofAdmin);
      List<LogEvent> users = read(replies.get(2), LogEvent::ofUser);
      long end = Math.min(complete(admins, max), complete(users, max));
      boolean whole = end > settled;
      List<LogEvent> all = new ArrayList<>(admins);
      all.addAll(users);
      requireClock(all);
      Set<String> ids = new HashSet<>();
      all.forEach(event -> ids.add(event.id()));
      all.removeIf(event -> event.time() >= end || event.time() > settled);
      all.sort(Comparator.comparing(LogEvent::place));
      if (whole || all.stream().anyMatch(isNew)) {
        return new Stretch(all, whole, ids);
      }
      if (max >= MOST) {
        throw new Unavailable("Keycloak has more than " + MOST + " events of one moment", null);
      }
    }
  }

  /** Behind the newest event of either log. */
  Optional<LogCursor> newest(Deadline deadline) {
    String settled = String.valueOf(settled());
    List<Reply> replies =
        calls.sendAll(
            deadline,
            List.of(
                calls.get("events", "config"),
                list(admins(), "desc", 1).query("dateTo", settled),
                list(users(), "desc", 1).query("dateTo", settled)));
    requireLogs(replies.get(0).document());
    long admins = time(read(replies.get(1), LogEvent::ofAdmin));
    long users = time(read(replies.get(2), LogEvent::ofUser));
    if (Math.min(admins, users) == Long.MAX_VALUE) {
      return Optional.empty();
    }
    // Others may have the same time, and another order there than here.
    long either = Math.min(admins, users);
    List<LogEvent> last =
        read(
                deadline,
                admins == Long.MAX_VALUE ? either : admins,
                users == Long.MAX_VALUE ? either : users,
                event -> true)
            .events();
    return last.isEmpty()
        ? Optional.empty()
        : Optional.of(LogCursor.behind(last.get(last.size() - 1).place(), last, null));
  }

  private static long time(List<LogEvent> newest) {
    return newest.isEmpty() ? Long.MAX_VALUE : newest.get(0).time();
  }

  private long settled() {
    return clock.instant().minus(SETTLE).toEpochMilli();
  }

  /* A clock that is behind would leave events for later while the feed takes the log for read. */
  private void requireClock(List<LogEvent> all) {
    long latest = clock.instant().plus(SKEW).toEpochMilli();
    if (all.stream().anyMatch(event -> event.time() > latest)) {
      throw new Misconfigured(
          "the clock is behind Keycloak's by more than " + SKEW.toSeconds() + " seconds");
    }
  }

  /* Of the last time of a list that was cut, some events may be behind the cut. */
  private static long complete(List<LogEvent> list, int max) {
    return list.size() < max
        ? Long.MAX_VALUE
        : list.stream().mapToLong(LogEvent::time).max().orElse(Long.MAX_VALUE);
  }

  /* A log that is not written looks like one in which nothing happens. */
  private static void requireLogs(Fields config) {
    Set<String> types = new HashSet<>();
    config.node().path("enabledEventTypes").forEach(type -> types.add(type.asText()));
    if (!config.flag("adminEventsEnabled")
        || !config.flag("adminEventsDetailsEnabled")
        || !config.flag("eventsEnabled")
        || !types.containsAll(TYPES)) {
      throw new Misconfigured(
          "the realm must save admin events with details, and user events of the types " + TYPES);
    }
  }

  private static List<LogEvent> read(Reply reply, Function<Fields, LogEvent> reader) {
    return Fields.each(Calls.KEYCLOAK, reply.array(), reader);
  }

  private RestRequest admins() {
    RestRequest all = calls.get("admin-events");
    for (String resource : RESOURCES) {
      all = all.query("resourceTypes", resource);
    }
    return all;
  }

  private RestRequest users() {
    RestRequest all = calls.get("events");
    for (String type : TYPES) {
      all = all.query("type", type);
    }
    return all;
  }

  private static RestRequest list(RestRequest all, String direction, int max) {
    return all.query("direction", direction).query("max", String.valueOf(max));
  }
}
