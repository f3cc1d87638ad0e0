package dev.muster.keycloak;

import java.util.Comparator;

/*
 * Keycloak's log has times and no cursor, and several events may have one time. So a place is that of
 * one event: by time, then by id. `part` is the last that was told of an event about several people, and empty behind all
 * of it.
 */
/** A place in the log: behind one event, or behind a part of one. */
record LogPlace(long time, String id, String part) implements Comparable<LogPlace> {
  private static final Comparator<LogPlace> BY_EVENT =
      Comparator.comparingLong(LogPlace::time).thenComparing(LogPlace::id);

  private static final Comparator<LogPlace> ORDER = BY_EVENT.thenComparing(LogPlace::part);

  /** Whether this is of a later event, and not of another part of the same. */
  boolean isBehind(LogPlace other) {
    return BY_EVENT.compare(this, other) > 0;
  }

  boolean isSameEvent(LogPlace other) {
    return BY_EVENT.compare(this, other) == 0;
  }

  @Override
  public int compareTo(LogPlace other) {
    return ORDER.compare(this, other);
  }
}
