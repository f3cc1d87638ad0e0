package dev.muster.testkit;

import dev.muster.provider.ProviderException.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists of rows by owner, in the order in which the rows were made, read in pages as the profile
 * has it. Not safe for threads: its owner locks.
 *
 * @param <K> whose list it is
 * @param <T> what the list is of
 */
final class Rows<K, T> {
  private final ProviderProfile profile;
  private final Map<K, NavigableMap<Long, T>> lists = new HashMap<>();

  Rows(ProviderProfile profile) {
    this.profile = profile;
  }

  void put(K owner, long place, T row) {
    lists.computeIfAbsent(owner, o -> new TreeMap<>()).put(place, row);
  }

  @Nullable T get(K owner, long place) {
    return list(owner).get(place);
  }

  void remove(K owner, long place) {
    list(owner).remove(place);
  }

  void forget(K owner) {
    lists.remove(owner);
  }

  /** All rows, oldest first. */
  List<T> all(K owner) {
    return List.copyOf(list(owner).values());
  }

  /** One page; the cursor is a place, or a count of rows passed over. */
  Page<T> page(K owner, @Nullable String after, int limit) {
    long from = after == null ? 0 : number(after);
    NavigableMap<Long, T> rows = list(owner);
    NavigableMap<Long, T> ordered = profile.isNewestFirst() ? rows.descendingMap() : rows;
    return profile.isPagedByOffset()
        ? byOffset(ordered, from, limit)
        : byPlace(after == null ? ordered : ordered.tailMap(from, false), limit);
  }

  /* The cursor is a place, not an offset: rows that go or come between pages move no other row. */
  private static <T> Page<T> byPlace(NavigableMap<Long, T> rows, int limit) {
    List<T> page = new ArrayList<>();
    String last = null;
    for (Map.Entry<Long, T> row : rows.entrySet()) {
      if (page.size() == limit) {
        return new Page<>(page, last, null);
      }
      page.add(row.getValue());
      last = Long.toString(row.getKey());
    }
    return new Page<>(page, null, null);
  }

  private static <T> Page<T> byOffset(NavigableMap<Long, T> rows, long from, int limit) {
    List<T> page = rows.values().stream().skip(from).limit(limit).toList();
    long next = from + page.size();
    return new Page<>(page, next < rows.size() && !page.isEmpty() ? next + "" : null, rows.size());
  }

  private NavigableMap<Long, T> list(K owner) {
    NavigableMap<Long, T> list = lists.get(owner);
    return list == null ? new TreeMap<>() : list;
  }

  private static long number(String cursor) {
    boolean digits = cursor.chars().allMatch(c -> c >= '0' && c <= '9');
    if (cursor.isEmpty() || cursor.length() > 18 || !digits) {
      throw new Rejected("invalid_cursor");
    }
    return Long.parseLong(cursor);
  }
}
