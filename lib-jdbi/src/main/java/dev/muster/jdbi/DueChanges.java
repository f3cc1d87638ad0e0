package dev.muster.jdbi;

import dev.muster.name.ProviderInstance;
import dev.muster.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

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

  /** Each by a statement of its own, which changes nothing where somebody else was first. */
  List<Change> take(Handle handle, ProviderInstance provider, Duration again, int most) {
    List<Due> found =
        handle
            .createQuery(due)
            .bind(0, provider.value())
            .bind(1, most)
            .map(
                (row, context) ->
                    new Due(
                        ChangeRow.read(row),
                        MembershipRow.requireTime(row, "due_at", dialect),
                        MembershipRow.requireTime(row, "store_time", dialect)))
            .list();
    List<Change> taken = new ArrayList<>();
    for (Due one : found) {
      var take = handle.createUpdate(TAKE).bind(1, one.change().id().value());
      dialect.bind(dialect.bind(take, 0, one.storeTime().plus(again)), 2, one.due());
      if (take.execute() == 1) {
        taken.add(one.change());
      }
    }
    return taken;
  }

  /** As it was read. */
  private record Due(Change change, Instant due, Instant storeTime) {}
}
