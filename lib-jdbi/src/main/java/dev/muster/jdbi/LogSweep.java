package dev.muster.jdbi;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Deletes the oldest entries of the log, in pieces that take a short time. The head row remembers
 * up to where, so that a reader who has not come so far knows that it missed something.
 */
final class LogSweep {
  private static final int PIECE = 1_000;
  private static final String OLDEST =
      "select number, written_at from muster_log order by number limit ?";
  private static final String DELETE = "delete from muster_log where number <= ?";
  private static final String REMEMBER =
      "update muster_log_head set swept = ? where id = 1 and swept < ?";

  private final Database database;

  LogSweep(Database database) {
    this.database = database;
  }

  int sweep(Duration keep, int most) {
    Instant before =
        database.read(
            "sweep the log of changes",
            handle -> MembershipRow.storeTime(handle, database.dialect()).minus(keep));
    int swept = 0;
    while (swept < most) {
      int piece = Math.min(PIECE, most - swept);
      int deleted =
          database.settle("sweep the log of changes", handle -> sweep(handle, before, piece));
      swept += deleted;
      if (deleted < piece) {
        return swept;
      }
    }
    return swept;
  }

  private int sweep(Handle handle, Instant before, int piece) {
    List<Row> oldest =
        handle.createQuery(OLDEST).bind(0, piece).map((row, context) -> read(row)).list();
    long last = -1;
    for (Row row : oldest) {
      if (row.writtenAt().isAfter(before)) {
        break;
      }
      last = row.number();
    }
    if (last < 0) {
      return 0;
    }
    int deleted = handle.createUpdate(DELETE).bind(0, last).execute();
    // Last of all, as everybody does who locks the head.
    handle.createUpdate(REMEMBER).bind(0, last).bind(1, last).execute();
    return deleted;
  }

  private Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("number"), MembershipRow.requireTime(row, "written_at", database.dialect()));
  }

  /** An entry's place and age. */
  private record Row(long number, Instant writtenAt) {}
}
