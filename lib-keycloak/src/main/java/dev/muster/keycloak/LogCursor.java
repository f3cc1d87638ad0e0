package dev.muster.keycloak;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * Either log can be cleared by itself, and Keycloak tells nobody. So a cursor keeps the newest event
 * that was read of each: one that is there no more has taken others with it.
 */
/**
 * Where a page ended, and the newest event of each log up to there.
 *
 * @param place where
 * @param admins the mark in the log of administrators' acts, or null if it had none
 * @param users the mark in the log of users' acts, or null if it had none
 */
record LogCursor(LogPlace place, @Nullable LogPlace admins, @Nullable LogPlace users) {
  private static final Pattern FORM =
      Pattern.compile("[0-9]{1,15}/[^/]+/[^/]*(/([0-9]{1,15}/[^/]+|/)){2}");

  /** The cursor of a text; empty if it is none of ours. */
  static Optional<LogCursor> read(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    String[] parts = text.split("/", -1);
    try {
      String part = URLDecoder.decode(parts[2], StandardCharsets.UTF_8);
      return Optional.of(
          new LogCursor(
              new LogPlace(Long.parseLong(parts[0]), parts[1], part),
              mark(parts[3], parts[4]),
              mark(parts[5], parts[6])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Behind a place: with the newest events up to there, or the marks that were before. */
  static LogCursor behind(LogPlace place, List<LogEvent> events, @Nullable LogCursor before) {
    LogPlace admins = before == null ? null : before.admins;
    LogPlace users = before == null ? null : before.users;
    for (LogEvent event : events) {
      if (event.place().isBehind(place)) {
        break;
      }
      if (event.isOfUsers()) {
        users = event.place();
      } else {
        admins = event.place();
      }
    }
    return new LogCursor(place, admins, users);
  }

  /** From when on the log of administrators' acts is to be read. */
  long adminsFrom() {
    return admins == null ? place.time() : admins.time();
  }

  /** From when on the log of users' acts is to be read. */
  long usersFrom() {
    return users == null ? place.time() : users.time();
  }

  boolean isIn(LogReader.Stretch stretch) {
    return (admins == null || stretch.ids().contains(admins.id()))
        && (users == null || stretch.ids().contains(users.id()));
  }

  String text() {
    return place.time()
        + "/"
        + place.id()
        + "/"
        + URLEncoder.encode(place.part(), StandardCharsets.UTF_8)
        + "/"
        + text(admins)
        + "/"
        + text(users);
  }

  private static String text(@Nullable LogPlace mark) {
    return mark == null ? "/" : mark.time() + "/" + mark.id();
  }

  private static @Nullable LogPlace mark(String time, String id) {
    return time.isEmpty() ? null : new LogPlace(Long.parseLong(time), id, "");
  }
}
