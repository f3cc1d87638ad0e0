package dev.muster.clerk;

import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.OffsetList;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.util.List;
import java.util.function.Predicate;

/* Clerk pages by offset, and tells with each page how many rows there are. A list whose number moved
 * while it was read, or that has another number of rows, is walked again: Clerk promises no order of
 * rows that were made in one instant, and one that left would hide another that was missed. */
/** Lists of Clerk, read to the last page while rows come and go. */
final class Lists {
  private static final int WALKS = 3;

  private final Wire wire;
  private final int pageSize;

  Lists(Wire wire, int pageSize) {
    this.wire = wire;
    this.pageSize = pageSize;
  }

  /** One page, with the number of all rows. */
  record Counted<T>(List<T> rows, long total) {}

  /**
   * A whole list.
   *
   * @return each row once; none if Clerk knows no such list. While rows come and go all the time,
   *     some that left meanwhile may be among them
   * @throws ProviderException if any page could not be read in full, or rows stay missing
   */
  <T> List<T> read(Deadline deadline, Listing<T> list) {
    for (int walk = 1; ; walk++) {
      long left = deadline.leftNanos();
      Walk<T> pages = new Walk<>(deadline, list, row -> false);
      List<T> rows = OffsetList.readAll(pages, list.id(), pageSize);
      if (pages.isSteady && rows.size() == pages.total) {
        return rows;
      }
      long took = left - deadline.leftNanos();
      if (walk == WALKS || deadline.leftNanos() < 2 * took) {
        if (rows.size() < pages.total) {
          throw new Unavailable("a list of Clerk's stays shorter than it tells", null);
        }
        return rows;
      }
    }
  }

  /**
   * A list as far as a certain row, in one walk.
   *
   * @param isEnough whether no row behind this one counts
   * @return each row once
   */
  <T> List<T> readUntil(Deadline deadline, Listing<T> list, Predicate<T> isEnough) {
    return OffsetList.readAll(new Walk<>(deadline, list, isEnough), list.id(), pageSize);
  }

  /**
   * One page; empty if Clerk knows no such list.
   *
   * @throws ProviderException if it could not be read in full; if it has fewer rows than it should
   *     have by the number that it tells
   */
  <T> Counted<T> page(Deadline deadline, Listing<T> list, int offset, int limit) {
    Reply reply = wire.send(deadline, paged(list.question(), offset, limit));
    if (list.ofOne() && Refusals.isAbsent(reply)) {
      return new Counted<>(List.of(), 0);
    }
    Fields page = Wire.answered(reply).document();
    Counted<T> read = new Counted<>(page.rows("data", list.reader()), page.number("total_count"));
    int shown = read.rows().size();
    if (shown < limit && offset + shown < read.total()) {
      throw new Unavailable("Clerk shows fewer rows than it tells", null);
    }
    return read;
  }

  private static RestRequest paged(RestRequest question, int offset, int limit) {
    RestRequest page = question.query("limit", Integer.toString(limit));
    return offset == 0 ? page : page.query("offset", Integer.toString(offset));
  }

  /** One walk through a list, which remembers how many rows the pages told of. */
  private final class Walk<T> implements OffsetList.Reader<T> {
    private final Deadline deadline;
    private final Listing<T> list;
    private final Predicate<T> isEnough;
    private boolean isBegun;
    private boolean isSteady = true;
    private long total;

    Walk(Deadline deadline, Listing<T> list, Predicate<T> isEnough) {
      this.deadline = deadline;
      this.list = list;
      this.isEnough = isEnough;
    }

    @Override
    public OffsetList.Page<T> read(int offset, int limit) {
      Counted<T> page = page(deadline, list, offset, limit);
      isSteady &= !isBegun || page.total() == total;
      isBegun = true;
      total = page.total();
      // Whether the total is reached says nothing: a row may have gone after the page was made.
      boolean last = page.rows().size() < limit || page.rows().stream().anyMatch(isEnough);
      return new OffsetList.Page<>(page.rows(), last);
    }
  }
}
