package dev.muster.jdbi;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.RemovalId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.MirrorEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
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
  static final List<String> COLUMNS =
      List.of(
          "epoch",
          "membership_id",
          "status",
          "roles",
          "updated_at_second",
          "updated_at_nano",
          "as_of",
          "ended_at",
          "removal_id");

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
    if (entry instanceof MirrorEntry.Present present) {
      S stated = bindMembership(statement, at, present.epoch(), present.membership());
      return bindState(stated, at, present.asOf(), null, null, dialect);
    }
    if (entry instanceof MirrorEntry.Ending ending) {
      S stated = bindMembership(statement, at, ending.epoch(), ending.membership());
      return bindState(stated, at, null, null, ending.removal().value(), dialect);
    }
    MirrorEntry.Ended ended = (MirrorEntry.Ended) entry;
    S gone =
        bindId(statement, at, ended.epoch(), ended.membership(), ended.updatedAt())
            .bindNull(at + 2, Types.VARCHAR)
            .bindNull(at + 3, Types.VARCHAR);
    return bindState(gone, at, null, ended.endedAt(), null, dialect);
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

  private static <S extends SqlStatement<S>> S bindMembership(
      S statement, int at, long epoch, Membership membership) {
    return bindId(statement, at, epoch, membership.id(), membership.updatedAt())
        .bind(at + 2, membership.status().name())
        .bind(
            at + 3,
            membership.roles().stream()
                .map(RoleSlug::value)
                .collect(Collectors.joining(BETWEEN_ROLES)));
  }

  private static <S extends SqlStatement<S>> S bindId(
      S statement, int at, long epoch, MembershipId id, @Nullable Instant updatedAt) {
    return statement
        .bind(at, epoch)
        .bind(at + 1, id.value())
        .bind(at + 4, updatedAt == null ? null : Long.valueOf(updatedAt.getEpochSecond()))
        .bind(at + 5, updatedAt == null ? null : Integer.valueOf(updatedAt.getNano()));
  }

  private static <S extends SqlStatement<S>> S bindState(
      S statement,
      int at,
      @Nullable Instant asOf,
      @Nullable Instant endedAt,
      @Nullable String removal,
      Dialect dialect) {
    return dialect
        .bind(dialect.bind(statement, at + 6, asOf), at + 7, endedAt)
        .bind(at + 8, removal);
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
