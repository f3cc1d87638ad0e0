package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.StoreException;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** How far a walk has come, as a row of {@code muster_walk}. */
final class WalkRow {
  /** All columns but the provider, in the order of {@link #bind}. */
  static final List<String> COLUMNS =
      List.of(
          "generation",
          "started_at",
          "phase",
          "organizations",
          "within",
          "members",
          "missed_organization_id",
          "missed_user_id",
          "seen",
          "expected",
          "changed",
          "ended");

  /** No name holds a control character, so a line break can't be part of an id. */
  private static final String BETWEEN_IDS = "\n";

  private WalkRow() {}

  static Walk read(ResultSet row, ProviderInstance provider, Dialect dialect) throws SQLException {
    try {
      String within = row.getString("within");
      return new Walk(
          row.getLong("generation"),
          MembershipRow.requireTime(row, "started_at", dialect),
          Phase.valueOf(row.getString("phase")),
          row.getString("organizations"),
          within.isEmpty()
              ? List.of()
              : Stream.of(within.split(BETWEEN_IDS, -1)).map(OrganizationId::new).toList(),
          row.getString("members"),
          missed(row, provider),
          row.getLong("seen"),
          row.getLong("expected"),
          row.getLong("changed"),
          row.getLong("ended"));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException("a row of muster_walk holds what Muster never writes", null);
    }
  }

  /** Binds {@link #COLUMNS}. */
  static <S extends SqlStatement<S>> S bind(S statement, Walk walk, Dialect dialect) {
    MembershipKey missed = walk.missed();
    return dialect
        .bind(
            statement.bind(0, walk.generation()),
            1,
            walk.startedAt().truncatedTo(ChronoUnit.MICROS))
        .bind(2, walk.phase().name())
        .bind(3, walk.organizations())
        .bind(
            4,
            walk.within().stream()
                .map(OrganizationId::value)
                .collect(Collectors.joining(BETWEEN_IDS)))
        .bind(5, walk.members())
        .bind(6, missed == null ? null : missed.organization().value())
        .bind(7, missed == null ? null : missed.user().value())
        .bind(8, walk.seen())
        .bind(9, walk.expected())
        .bind(10, walk.changed())
        .bind(11, walk.ended());
  }

  private static @Nullable MembershipKey missed(ResultSet row, ProviderInstance provider)
      throws SQLException {
    String organization = row.getString("missed_organization_id");
    return organization == null
        ? null
        : new MembershipKey(
            provider,
            new OrganizationId(organization),
            new UserId(row.getString("missed_user_id")));
  }
}
