package dev.muster.jdbi;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.OrganizationTokenStore.Token;
import dev.muster.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** How an organization token is written as a row of {@code muster_token} and read back. */
final class TokenRow {
  /** What {@link #read} reads. */
  static final String COLUMNS =
      "id, provider, organization_id, user_id, membership_id, role, permissions, session_id, label,"
          + " state, issued_at, expires_at, last_used_at";

  static final String INSERT =
      "insert into muster_token (id, hash, provider, organization_id, user_id, membership_id, role,"
          + " permissions, session_id, label, state, issued_at, expires_at)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** No name holds a control character, so a line break can't be part of a permission. */
  private static final String BETWEEN_PERMISSIONS = "\n";

  private TokenRow() {}

  static Token read(ResultSet row, Dialect dialect) throws SQLException {
    try {
      return new Token(
          new TokenId(row.getString("id")),
          new Grant(
              new MembershipKey(
                  new ProviderInstance(row.getString("provider")),
                  new OrganizationId(row.getString("organization_id")),
                  new UserId(row.getString("user_id"))),
              new MembershipId(row.getString("membership_id")),
              role(row.getString("role")),
              permissions(row.getString("permissions")),
              row.getString("session_id"),
              row.getString("label")),
          State.valueOf(row.getString("state")),
          MembershipRow.requireTime(row, "issued_at", dialect),
          MembershipRow.requireTime(row, "expires_at", dialect),
          dialect.time(row, "last_used_at"));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException("a row of muster_token holds what Muster never writes", null);
    }
  }

  /** Binds {@link #INSERT}. */
  static <S extends SqlStatement<S>> S bind(
      S statement, NewToken token, Instant issuedAt, Instant expiresAt, Dialect dialect) {
    Grant grant = token.grant();
    Role role = grant.role();
    S stated =
        statement
            .bind(0, token.id().value())
            .bind(1, token.hash().value())
            .bind(2, grant.key().provider().value())
            .bind(3, grant.key().organization().value())
            .bind(4, grant.key().user().value())
            .bind(5, grant.membership().value())
            .bind(6, role == null ? null : role.value())
            .bind(
                7,
                grant.permissions().stream()
                    .map(Permission::value)
                    .sorted()
                    .collect(Collectors.joining(BETWEEN_PERMISSIONS)))
            .bind(8, grant.session())
            .bind(9, grant.label())
            .bind(10, State.LIVE.name());
    return dialect.bind(dialect.bind(stated, 11, issuedAt), 12, expiresAt);
  }

  private static @Nullable Role role(@Nullable String value) {
    return value == null ? null : new Role(value);
  }

  private static Set<Permission> permissions(String text) {
    return text.isEmpty()
        ? Set.of()
        : Stream.of(text.split(BETWEEN_PERMISSIONS, -1))
            .map(Permission::new)
            .collect(Collectors.toSet());
  }
}
