package dev.muster.jdbi;

import dev.muster.name.ProviderInstance;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.StoreException;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The rows of feeds. Each write of a leader is one transaction that locks the row first, compares
 * the fence, and does nothing where it is not the newest.
 */
final class FencedFeeds {
  private static final String SELECT =
      "select " + FeedRow.COLUMNS + " from muster_feed f where f.provider = ?";
  private static final String UPDATE =
      "update muster_feed set " + FeedRow.SET + " where provider = ?";
  private static final String INSERT =
      "insert into muster_feed (provider, generation, walked, roles_followed, fence)"
          + " values (?, 0, ?, -1, 0)";

  private final Database database;
  private final String ended;

  FencedFeeds(Database database) {
    this.database = database;
    this.ended =
        "update muster_feed set ends_at = " + database.dialect().now() + " where provider = ?";
  }

  Optional<FeedRow> find(ProviderInstance provider) {
    return database.read("read the feed", handle -> row(handle, SELECT, provider));
  }

  /** Makes the row, in a transaction of its own, so that nobody waits for another's insert. */
  void make(ProviderInstance provider) {
    try {
      int unused =
          database.read(
              "make the feed",
              handle ->
                  handle.createUpdate(INSERT).bind(0, provider.value()).bind(1, false).execute());
    } catch (StoreException e) {
      if (!database.isDuplicate(e)) {
        throw e;
      }
    }
  }

  Optional<FeedRow> lock(Handle handle, ProviderInstance provider) {
    return row(handle, SELECT + " for update", provider);
  }

  /** Empty if the fence is not the newest, or the work says so. */
  <T> Optional<T> fenced(String what, ProviderInstance provider, long fence, FencedWork<T> work) {
    return database.logged(
        what,
        (handle, notices) -> {
          Optional<FeedRow> row = lock(handle, provider);
          return row.isPresent() && row.get().fence() == fence && fence > 0
              ? work.on(handle, row.get(), notices)
              : Optional.empty();
        });
  }

  void write(Handle handle, ProviderInstance provider, Feed feed) {
    int unused =
        FeedRow.bind(handle.createUpdate(UPDATE), feed, database.dialect())
            .bind(FeedRow.SET_SIZE, provider.value())
            .execute();
  }

  /** Notes that a user or an organization ends, before its members do; nothing without a feed. */
  void end(Handle handle, ProviderInstance provider) {
    // Asked for after the lock: it is never earlier than another end that was waited for.
    if (lock(handle, provider).isPresent()) {
      int unused = handle.createUpdate(ended).bind(0, provider.value()).execute();
    }
  }

  private Optional<FeedRow> row(Handle handle, String sql, ProviderInstance provider) {
    return handle
        .createQuery(sql)
        .bind(0, provider.value())
        .map((row, context) -> FeedRow.read(row, database.dialect()))
        .findOne();
  }

  /** What a leader does, on the feed as it is. */
  interface FencedWork<T> {
    Optional<T> on(Handle handle, FeedRow row, Notices notices) throws SQLException;
  }
}
