package dev.muster.jdbi;

import dev.muster.name.ChangeId;
import dev.muster.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The rows of changes under way, in tables {@code muster_change} and {@code muster_change_subject}.
 */
final class ChangeRecords {
  private static final String INSERT =
      "insert into muster_change ("
          + String.join(", ", ChangeRow.COLUMNS)
          + ", begun_at, due_at) values ("
          + String.join(", ", Collections.nCopies(ChangeRow.COLUMNS.size() + 2, "?"))
          + ")";
  private static final String INSERT_SUBJECT =
      "insert into muster_change_subject (provider, organization_id, user_id, change_id, place)"
          + " values (?, ?, ?, ?, ?)";
  private final Database database;
  private final String look;

  ChangeRecords(Database database) {
    this.database = database;
    String now = database.dialect().now();
    this.look =
        "select "
            + now
            + " as store_time, (select count(*) from muster_change where id = ?) as there";
  }

  boolean isThere(Handle handle, ChangeId change) {
    return timeUnlessThere(handle, change).isEmpty();
  }

  /** The store's time, or empty if the change is under way already. */
  Optional<Instant> timeUnlessThere(Handle handle, ChangeId change) {
    return handle
        .createQuery(look)
        .bind(0, change.value())
        .map(
            (row, context) ->
                row.getInt("there") > 0
                    ? Optional.<Instant>empty()
                    : Optional.of(MembershipRow.requireTime(row, "store_time", database.dialect())))
        .one();
  }

  void add(Handle handle, Change change, Collection<Slot> about, Instant now, Duration due) {
    var insert = ChangeRow.bind(handle.createUpdate(INSERT), change);
    int at = ChangeRow.COLUMNS.size();
    database
        .dialect()
        .bind(database.dialect().bind(insert, at, now), at + 1, now.plus(due))
        .execute();
    int place = 0;
    for (Slot slot : about) {
      slot.bind(handle.createUpdate(INSERT_SUBJECT), 0)
          .bind(3, change.id().value())
          .bind(4, place++)
          .execute();
    }
  }

  void delete(Handle handle, ChangeId change) {
    for (String sql :
        List.of(
            "delete from muster_change_subject where change_id = ?",
            "delete from muster_change where id = ?")) {
      handle.createUpdate(sql).bind(0, change.value()).execute();
    }
  }
}
