package dev.muster.jdbi;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
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
          "ended_at");

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
    return new MirrorEntry.Present(epoch, membership, requireTime(row, "as_of", dialect));
  }

  /** Binds {@link #COLUMNS}. */
  static <S extends SqlStatement<S>> S bind(
      S statement, int at, MirrorEntry entry, Dialect dialect) {
    if (entry instanceof MirrorEntry.Present present) {
      Membership membership = present.membership();
      return bind(
          statement
              .bind(at + 1, membership.id().value())
              .bind(at + 2, membership.status().name())
              .bind(
                  at + 3,
                  membership.roles().stream()
                      .map(RoleSlug::value)
                      .collect(Collectors.joining(BETWEEN_ROLES))),
          at,
          present.epoch(),
          membership.updatedAt(),
          present.asOf(),
          null,
          dialect);
    }
    MirrorEntry.Ended ended = (MirrorEntry.Ended) entry;
    return bind(
        statement
            .bind(at + 1, ended.membership().value())
            .bindNull(at + 2, Types.VARCHAR)
            .bindNull(at + 3, Types.VARCHAR),
        at,
        ended.epoch(),
        ended.updatedAt(),
        null,
        ended.endedAt(),
        dialect);
  }

  static Instant requireTime(ResultSet row, String column, Dialect dialect) throws SQLException {
    return Objects.requireNonNull(dialect.time(row, column), column);
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement,
      int at,
      long epoch,
      @Nullable Instant updatedAt,
      @Nullable Instant asOf,
      @Nullable Instant endedAt,
      Dialect dialect) {
    S bound =
        statement
            .bind(at, epoch)
            .bind(at + 4, updatedAt == null ? null : Long.valueOf(updatedAt.getEpochSecond()))
            .bind(at + 5, updatedAt == null ? null : Integer.valueOf(updatedAt.getNano()));
    return dialect.bind(dialect.bind(bound, at + 6, asOf), at + 7, endedAt);
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
