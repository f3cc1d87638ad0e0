package dev.muster.jdbi;

import dev.muster.jdbi.Bulk.Column;
import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.RemovalId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.MirrorEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** How a mirror entry is written as a row and read back. */
final class MembershipRow {
  /** All columns that are not the key, in the order of {@link #bind}. */
  static final List<Column> COLUMNS =
      List.of(
          new Column("epoch", Bulk.Type.LONG),
          new Column("membership_id", Bulk.Type.TEXT),
          new Column("status", Bulk.Type.TEXT),
          new Column("roles", Bulk.Type.TEXT),
          new Column("updated_at_second", Bulk.Type.LONG),
          new Column("updated_at_nano", Bulk.Type.INTEGER),
          new Column("as_of", Bulk.Type.TIME),
          new Column("ended_at", Bulk.Type.TIME),
          new Column("removal_id", Bulk.Type.TEXT));

  /** No name holds a control character, so a line break can't be part of a slug. */
  private static final String BETWEEN_ROLES = "\n";

  private MembershipRow() {}

  /** Reads the entry of a key; unknown where the row of a left join is missing. */
  static MirrorEntry read(ResultSet row, MembershipKey key, Dialect dialect) throws SQLException {
    long epoch = row.getLong("epoch");
    if (row.wasNull()) {
      return new MirrorEntry.Unknown();
    }
    MembershipId id = new MembershipId(row.getString("membership_id"));
    Instant endedAt = dialect.time(row, "ended_at");
    if (endedAt != null) {
      return new MirrorEntry.Ended(epoch, id, updatedAt(row), endedAt);
    }
    Membership membership =
        new Membership(
            id,
            key.organization(),
            key.user(),
            status(row.getString("status")),
            roles(row.getString("roles")),
            updatedAt(row));
    String removal = row.getString("removal_id");
    if (removal != null) {
      return new MirrorEntry.Ending(epoch, new RemovalId(removal), membership);
    }
    return new MirrorEntry.Present(epoch, membership, requireTime(row, "as_of", dialect));
  }

  /** Binds {@link #COLUMNS}. */
  static <S extends SqlStatement<S>> S bind(
      S statement, int at, MirrorEntry entry, Dialect dialect) {
    List<@Nullable Object> values = values(entry);
    for (int i = 0; i < values.size(); i++) {
      var unused = COLUMNS.get(i).type().bind(statement, dialect, at + i, values.get(i));
    }
    return statement;
  }

  /** The values of {@link #COLUMNS}. */
  static List<@Nullable Object> values(MirrorEntry entry) {
    if (entry instanceof MirrorEntry.Present present) {
      return values(present.epoch(), present.membership(), present.asOf(), null);
    }
    if (entry instanceof MirrorEntry.Ending ending) {
      return values(ending.epoch(), ending.membership(), null, ending.removal().value());
    }
    MirrorEntry.Ended ended = (MirrorEntry.Ended) entry;
    Instant updatedAt = ended.updatedAt();
    return Arrays.asList(
        ended.epoch(),
        ended.membership().value(),
        null,
        null,
        updatedAt == null ? null : Long.valueOf(updatedAt.getEpochSecond()),
        updatedAt == null ? null : Integer.valueOf(updatedAt.getNano()),
        null,
        ended.endedAt(),
        null);
  }

  private static List<@Nullable Object> values(
      long epoch, Membership membership, @Nullable Instant asOf, @Nullable String removal) {
    Instant updatedAt = membership.updatedAt();
    return Arrays.asList(
        epoch,
        membership.id().value(),
        membership.status().name(),
        membership.roles().stream().map(RoleSlug::value).collect(Collectors.joining(BETWEEN_ROLES)),
        updatedAt == null ? null : Long.valueOf(updatedAt.getEpochSecond()),
        updatedAt == null ? null : Integer.valueOf(updatedAt.getNano()),
        asOf,
        null,
        removal);
  }

  /** The database's clock now, by a statement of its own. */
  static Instant storeTime(Handle handle, Dialect dialect) {
    return handle
        .createQuery("select " + dialect.now() + " as store_time")
        .map((row, context) -> requireTime(row, "store_time", dialect))
        .one();
  }

  static Instant requireTime(ResultSet row, String column, Dialect dialect) throws SQLException {
    return Objects.requireNonNull(dialect.time(row, column), column);
  }

  private static @Nullable Instant updatedAt(ResultSet row) throws SQLException {
    long second = row.getLong("updated_at_second");
    return row.wasNull() ? null : Instant.ofEpochSecond(second, row.getInt("updated_at_nano"));
  }

  /** A word that a newer version wrote grants nothing here. */
  private static MembershipStatus status(String word) {
    return Stream.of(MembershipStatus.values())
        .filter(status -> status.name().equals(word))
        .findFirst()
        .orElse(MembershipStatus.UNKNOWN);
  }

  private static List<RoleSlug> roles(String text) {
    return text.isEmpty()
        ? List.of()
        : Stream.of(text.split(BETWEEN_ROLES, -1)).map(RoleSlug::new).toList();
  }
}
