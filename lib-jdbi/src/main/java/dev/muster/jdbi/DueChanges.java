package dev.muster.jdbi;

import dev.muster.name.ProviderInstance;
import dev.muster.store.Change;
import dev.muster.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes up changes that are due, each by one node. */
final class DueChanges {
  private static final String TAKE =
      "update muster_change set due_at = ? where id = ? and due_at = ?";

  private final Dialect dialect;
  private final String due;

  DueChanges(Dialect dialect) {
    this.dialect = dialect;
    this.due =
        "select "
            + dialect.now()
            + " as store_time, c.due_at, "
            + ChangeRow.columns()
            + " from muster_change c where c.provider = ? and c.due_at <= "
            + dialect.now()
            + " order by c.due_at, c.begun_at, c.id limit ?";
  }

  /**
   * Each by a statement of its own, which changes nothing where somebody else was first. A row that
   * can't be read, such as a newer version's, keeps nobody from the others: it is told when nothing
   * else is due.
   */
  List<Change> take(Handle handle, ProviderInstance provider, Duration again, int most) {
    List<Due> found =
        handle
            .createQuery(due)
            .bind(0, provider.value())
            .bind(1, most)
            .map(
                (row, context) ->
                    new Due(
                        row.getString("id"),
                        read(row),
                        MembershipRow.requireTime(row, "due_at", dialect),
                        MembershipRow.requireTime(row, "store_time", dialect)))
            .list();
    List<Change> taken = new ArrayList<>();
    StoreException unreadable = null;
    for (Due one : found) {
      var take = handle.createUpdate(TAKE).bind(1, one.id());
      dialect.bind(dialect.bind(take, 0, one.storeTime().plus(again)), 2, one.due());
      if (take.execute() != 1) {
        continue;
      }
      Change change = one.what().change();
      if (change != null) {
        taken.add(change);
      } else {
        unreadable = one.what().unreadable();
      }
    }
    if (taken.isEmpty() && unreadable != null) {
      throw unreadable;
    }
    return taken;
  }

  private static What read(ResultSet row) throws SQLException {
    try {
      return new What(ChangeRow.read(row), null);
    } catch (StoreException unreadable) {
      return new What(null, unreadable);
    }
  }

  /** As it was read. */
  private record Due(String id, What what, Instant due, Instant storeTime) {}

  /** What a row holds, or why it can't be read. */
  private record What(@Nullable Change change, @Nullable StoreException unreadable) {}
}
