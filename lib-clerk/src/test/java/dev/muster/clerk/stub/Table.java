package dev.muster.clerk.stub;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows of one sort by their keys, in the order of their making. For whoever holds the lock. */
final class Table<R> {
  private final Map<String, R> rows = new LinkedHashMap<>();

  /** Puts a row in its place, or at the end. */
  R put(String key, R row) {
    rows.put(key, row);
    return row;
  }

  @Nullable R find(String key) {
    return rows.get(key);
  }

  @Nullable R remove(String key) {
    return rows.remove(key);
  }

  List<R> newestFirst(Predicate<R> wanted) {
    List<R> found = new ArrayList<>(rows.values());
    Collections.reverse(found);
    found.removeIf(wanted.negate());
    return found;
  }

  boolean any(Predicate<R> wanted) {
    return rows.values().stream().anyMatch(wanted);
  }
}
