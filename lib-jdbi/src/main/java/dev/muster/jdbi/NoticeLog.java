package dev.muster.jdbi;

import dev.muster.jdbi.Bulk.Column;
import dev.muster.store.Notice;
import dev.muster.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes the change log inside of a transaction, as the last thing that the transaction does: the
 * head row, which is held from here to the commit, gives numbers out in the order of commits.
 */
final class NoticeLog {
  /** What a node of PostgreSQL listens to. */
  static final String CHANNEL = "muster_log";

  private static final String TAKE = "update muster_log_head set number = number + ? where id = 1";
  private static final String TAKEN = "select number from muster_log_head where id = 1";
  private static final String NAMES =
      NoticeRow.COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));

  /** One statement, so that the head row is held for as short as can be. */
  private static final String TAKE_AND_WRITE =
      "with head as ("
          + TAKE
          + " returning number - ? as before, pg_notify('"
          + CHANNEL
          + "', '') as woken) insert into muster_log (number, "
          + NAMES
          + ", written_at) select head.before + v.place, v."
          + NAMES.replace(", ", ", v.")
          + ", statement_timestamp() from head, "
          + Bulk.unnest(NoticeRow.COLUMNS)
          + " with ordinality as v ("
          + NAMES
          + ", place)";

  private static final Bulk LOG =
      new Bulk(
          "muster_log",
          Stream.concat(
                  Stream.of(
                      new Column("number", Bulk.Type.LONG),
                      new Column("written_at", Bulk.Type.TIME)),
                  NoticeRow.COLUMNS.stream())
              .toList());

  private NoticeLog() {}

  static void write(Handle handle, Dialect dialect, Notices notices) throws SQLException {
    List<Notice> list = notices.list();
    if (!list.isEmpty()) {
      List<List<@Nullable Object>> rows = list.stream().map(NoticeRow::values).toList();
      boolean written =
          dialect.takesArrays()
              ? writeAtOnce(handle, rows) == rows.size()
              : write(handle, dialect, rows);
      if (!written) {
        throw new StoreException("the row of muster_log_head that is never deleted is gone", null);
      }
    }
  }

  private static int writeAtOnce(Handle handle, List<List<@Nullable Object>> rows)
      throws SQLException {
    var insert = handle.createUpdate(TAKE_AND_WRITE).bind(0, rows.size()).bind(1, rows.size());
    Bulk.bindArrays(insert, handle.getConnection(), 2, NoticeRow.COLUMNS, rows);
    return insert.execute();
  }

  private static boolean write(Handle handle, Dialect dialect, List<List<@Nullable Object>> rows)
      throws SQLException {
    if (handle.createUpdate(TAKE).bind(0, rows.size()).execute() != 1) {
      return false;
    }
    long last = handle.createQuery(TAKEN).mapTo(Long.class).one();
    Object now = MembershipRow.storeTime(handle, dialect);
    List<List<@Nullable Object>> numbered = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> whole = new ArrayList<>();
      whole.add(last - rows.size() + numbered.size() + 1);
      whole.add(now);
      whole.addAll(row);
      numbered.add(whole);
    }
    LOG.insert(handle, dialect, numbered);
    return true;
  }
}
