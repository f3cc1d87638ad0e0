package dev.muster.jdbi;

import dev.muster.store.StoreException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;

/**
 * Takes rows whose time is over out of table {@code muster_refresh}: at the first outcome of this
 * node and at every so many after it, few at a time, and in nobody's way.
 */
final class RefreshSweep {
  /** Fewer than a sweep takes, so that rows don't pile up. */
  private static final int EVERY = 10;

  private static final int BATCH = 100;

  private final Database database;
  private final AtomicInteger recorded = new AtomicInteger();
  private final String find;
  private final String delete;

  RefreshSweep(Database database) {
    this.database = database;
    String isOver = "ends_at <= " + database.dialect().now();
    this.find =
        "select provider, token_hash from muster_refresh where "
            + isOver
            + " order by ends_at limit "
            + BATCH;
    this.delete = "delete from muster_refresh where provider = ? and token_hash = ? and " + isOver;
  }

  /** To be called at each outcome. */
  void sometimes() {
    if (recorded.getAndIncrement() % EVERY != 0) {
      return;
    }
    try {
      int unused = database.read("sweep refresh tokens", this::sweep);
    } catch (StoreException e) {
      // The rows are as good as not there; the next sweep takes them.
    }
  }

  private int sweep(Handle handle) {
    List<String[]> over =
        handle
            .createQuery(find)
            .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
            .list();
    // By their keys, and each alone: whoever claims one of them waits for no other.
    for (String[] key : over) {
      handle.createUpdate(delete).bind(0, key[0]).bind(1, key[1]).execute();
    }
    return over.size();
  }
}
