package dev.muster.rest;

import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * Rows come and go while a list is read, so an offset is no place. A page is joined to what was
 * read before only by a row that both hold: then everything behind that row is the next. A page
 * without one has leapt over rows, or lies before them; the reading then goes back page by page, and
 * leaves no gap in which the known rows could hide; after a few pages to the beginning. This asks of
 * the list that rows which stay keep their order, and nothing of the order itself: a list whose order
 * is not total, or whose rows move in it, may lose a row that stays.
 */
/**
 * Lists that a provider pages by offset, read while rows come and go. No threads of its own; blocks
 * as its reader does.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A row that is in the list from the first page to the last is met, as long as the rows that
 * stay keep their order. A page has 2 rows at least, since one of them is known already.
 */
public final class OffsetList {
  /** How many pages a reading goes back, one by one, before it begins again. */
  private static final int PAGES_BACK = 8;

  private OffsetList() {}

  /**
   * <strong>SPI.</strong> Reads one page. Called on the thread of whoever reads the list.
   *
   * @param <T> what is listed
   */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads a page.
     *
     * @param offset how many rows to pass over
     * @param limit how many rows at most, 2 or more
     * @return the page
     */
    Page<T> read(int offset, int limit);
  }

  /**
   * Some rows.
   *
   * @param rows in the list's order; copied
   * @param last whether the list shows no more behind them
   * @param <T> what is listed
   */
  public record Page<T>(List<T> rows, boolean last) {
    /** Copies. */
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Reads a whole list.
   *
   * @param reader reads a page
   * @param id what tells two rows apart
   * @param pageSize how many rows to ask for
   * @param <T> what is listed
   * @return each row once, as it was read last; who left meanwhile may be among them
   * @throws Unavailable if a page is shorter than asked for and yet not the last
   */
  public static <T> List<T> readAll(Reader<T> reader, Function<T, String> id, int pageSize) {
    Map<String, T> known = new LinkedHashMap<>();
    int offset = 0;
    Joined<T> joined;
    do {
      joined = joined(reader, offset, pageSize, row -> known.containsKey(id.apply(row)));
      joined.rows().forEach(row -> known.put(id.apply(row), row));
      offset = joined.end();
    } while (!joined.last());
    return List.copyOf(known.values());
  }

  /**
   * Reads a page of a walk.
   *
   * @param reader reads a page
   * @param id what tells two rows apart
   * @param after where the page before ended, as it told, or null for the first
   * @param limit how many rows at most, 1 or more
   * @param <T> what is listed
   * @return the rows behind that place; one that was met before may come again
   * @throws dev.muster.provider.ProviderException.Rejected if {@code after} is no place
   * @throws Unavailable if a page is shorter than asked for and yet not the last
   */
  public static <T> DirectoryWalk.Page<T> page(
      Reader<T> reader, Function<T, String> id, @Nullable String after, int limit) {
    Place place = after == null ? Place.START : Place.read(after);
    while (true) {
      Place from = place;
      Joined<T> joined = joined(reader, from.offset(), limit, from.holding(id));
      List<T> fresh = from.behind(joined.rows(), id);
      List<T> items = fresh.subList(0, Math.min(limit, fresh.size()));
      int cut = fresh.size() - items.size();
      if (joined.last() && cut == 0) {
        return new DirectoryWalk.Page<>(items, null);
      }
      List<T> read = joined.rows().subList(0, joined.rows().size() - cut);
      place = from.then(joined.end() - cut, read, id);
      if (!items.isEmpty()) {
        return new DirectoryWalk.Page<>(items, place.text());
      }
    }
  }

  /** Some rows, the first of which stands so far from the beginning. */
  private record Joined<T>(int from, List<T> rows, boolean last) {
    int end() {
      return from + rows.size();
    }
  }

  /** Reads a page that begins at the place or before it, and goes on from what is known. */
  private static <T> Joined<T> joined(
      Reader<T> reader, int offset, int limit, Predicate<T> isKnown) {
    int rows = Math.max(2, limit);
    int from = Math.max(0, offset - Math.min(Place.LAST, rows - 1));
    for (int back = 1; ; back++) {
      Page<T> page = reader.read(from, rows);
      if (from == 0 || page.rows().stream().anyMatch(isKnown)) {
        if (page.rows().size() < rows && !page.last()) {
          throw new Unavailable("a page is shorter than asked for, and yet not the last", null);
        }
        return new Joined<>(from, page.rows(), page.last());
      }
      from = back > PAGES_BACK ? 0 : Math.max(0, from - rows);
    }
  }
}
