package dev.muster.testkit;

import dev.muster.provider.ProviderException.Unavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param rows what is on it; copied
 * @param after the cursor of the next page, or null if this is the last
 * @param total how many rows the list had when this page was read, or null where the list is not
 *     paged by offset
 * @param <T> what the list is of
 */
public record Page<T>(List<T> rows, @Nullable String after, @Nullable Integer total) {
  /** How often {@link #walk} begins again when a list moves under it. */
  public static final int MOST_WALKS = 5;

  /** Copies the list. */
  public Page {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a list from its first page to its last. A list that is paged by offset is read again from
   * the start where a page shows that rows came or went since the first: one of them may have
   * slipped from a page not yet read to one already read.
   *
   * @param read reads the page after a cursor, or the first page for null
   * @param <T> what the list is of
   * @return every row once, as they were at some time during the walk
   * @throws Unavailable if a cursor comes twice, or the list moved in each of {@link #MOST_WALKS}
   *     walks
   */
  public static <T> List<T> walk(Function<@Nullable String, Page<T>> read) {
    Objects.requireNonNull(read, "read");
    for (int walks = 0; walks < MOST_WALKS; walks++) {
      List<T> rows = new ArrayList<>();
      if (readOnce(read, rows)) {
        return List.copyOf(rows);
      }
    }
    throw new Unavailable("the provider's list moves too fast to be read", null);
  }

  /** Whether the list stood still. */
  private static <T> boolean readOnce(Function<@Nullable String, Page<T>> read, List<T> rows) {
    Set<String> cursors = new HashSet<>();
    Page<T> page = read.apply(null);
    Integer total = page.total();
    rows.addAll(page.rows());
    while (page.after() != null) {
      if (!cursors.add(page.after())) {
        throw new Unavailable("malformed answer of the provider: `after`", null);
      }
      page = read.apply(page.after());
      if (!Objects.equals(total, page.total())) {
        return false;
      }
      rows.addAll(page.rows());
    }
    return total == null || (rows.size() == total && new HashSet<>(rows).size() == total);
  }
}
