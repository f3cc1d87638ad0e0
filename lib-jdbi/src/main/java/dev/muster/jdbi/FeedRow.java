package dev.muster.jdbi;

import dev.muster.store.FeedPosition;
import dev.muster.store.FeedStore.Feed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code muster_feed}: where the feed of a provider stands, and who leads it.
 *
 * @param feed where it stands
 * @param fence of the newest leader
 * @param leader which node leads, or null
 * @param leaseUntil until when, or null
 * @param endsAt when a user or an organization ended last, or null
 */
record FeedRow(
    Feed feed,
    long fence,
    @Nullable String leader,
    @Nullable Instant leaseUntil,
    @Nullable Instant endsAt) {
  /** What {@link #position} reads; no other table has columns of these names that is joined. */
  static final String POSITION = "f.generation, f.base_at, f.walked, f.proven_as_of";

  /** What {@link #read} reads. */
  static final String COLUMNS =
      POSITION
          + ", f.read_to, f.allowance_nanos, f.roles_followed, f.fence, f.leader, f.lease_until,"
          + " f.ends_at";

  /** What {@link #bind} binds. */
  static final String SET =
      "generation = ?, base_at = ?, walked = ?, proven_as_of = ?, read_to = ?,"
          + " allowance_nanos = ?, roles_followed = ?";

  static final int SET_SIZE = 7;

  static FeedRow read(ResultSet row, Dialect dialect) throws SQLException {
    long nanos = row.getLong("allowance_nanos");
    Duration allowance = row.wasNull() ? null : Duration.ofNanos(nanos);
    Feed feed =
        new Feed(
            row.getLong("generation"),
            row.getString("read_to"),
            dialect.time(row, "base_at"),
            row.getBoolean("walked"),
            dialect.time(row, "proven_as_of"),
            allowance,
            row.getLong("roles_followed"));
    return new FeedRow(
        feed,
        row.getLong("fence"),
        row.getString("leader"),
        dialect.time(row, "lease_until"),
        dialect.time(row, "ends_at"));
  }

  /** The position, of which there is none where the row of a left join is missing. */
  static @Nullable FeedPosition position(ResultSet row, Dialect dialect) throws SQLException {
    boolean walked = row.getBoolean("walked");
    Instant base = dialect.time(row, "base_at");
    Instant provenAsOf = dialect.time(row, "proven_as_of");
    return walked && base != null && provenAsOf != null
        ? new FeedPosition(row.getLong("generation"), base, provenAsOf)
        : null;
  }

  /** Binds {@link #SET}. */
  static <S extends SqlStatement<S>> S bind(S statement, Feed feed, Dialect dialect) {
    Duration allowance = feed.allowance();
    S stated = statement.bind(0, feed.generation()).bind(2, feed.walked());
    return dialect
        .bind(dialect.bind(stated, 1, feed.base()), 3, feed.provenAsOf())
        .bind(4, feed.cursor())
        .bind(5, allowance == null ? null : Long.valueOf(allowance.toNanos()))
        .bind(6, feed.rolesFollowed());
  }
}
