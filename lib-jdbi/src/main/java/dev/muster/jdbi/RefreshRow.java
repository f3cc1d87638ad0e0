package dev.muster.jdbi;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What lies at a key of table {@code muster_refresh}, and the database's time when it was read.
 *
 * @param claim whose row it is, or null if there is none
 * @param outcome what was recorded, or null
 * @param endsAt when it is over, or null if there is none
 * @param storeTime when it was read
 */
record RefreshRow(
    @Nullable String claim, @Nullable String outcome, @Nullable Instant endsAt, Instant storeTime) {
  /** The columns of a row, in a statement that also reads {@code store_time}. */
  static final String COLUMNS = "claim_id, outcome, ends_at";

  static RefreshRow read(ResultSet row, Dialect dialect) throws SQLException {
    return new RefreshRow(
        row.getString("claim_id"),
        row.getString("outcome"),
        dialect.time(row, "ends_at"),
        MembershipRow.requireTime(row, "store_time", dialect));
  }

  boolean isAbsent() {
    return claim == null || endsAt == null;
  }

  boolean isAlive() {
    return endsAt != null && storeTime.isBefore(endsAt);
  }

  boolean isOf(UUID other) {
    return other.toString().equals(claim);
  }
}
