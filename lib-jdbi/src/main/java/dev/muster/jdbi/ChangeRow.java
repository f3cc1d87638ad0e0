package dev.muster.jdbi;

import dev.muster.name.ChangeId;
import dev.muster.name.InvitationId;
import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.store.Change;
import dev.muster.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** How a change under way is written as a row of {@code muster_change} and read back. */
final class ChangeRow {
  /** What {@link #bind} binds and {@link #read} reads. */
  static final List<String> COLUMNS =
      List.of(
          "id",
          "provider",
          "kind",
          "organization_id",
          "user_id",
          "membership_id",
          "role",
          "invitation_id",
          "slug",
          "external_id",
          "name");

  private static final String ROLE = "ROLE";
  private static final String JOIN = "JOIN";
  private static final String CREATE = "CREATE";
  private static final String DELETE = "DELETE";

  private ChangeRow() {}

  /** The columns of a statement in which the table is called {@code c}. */
  static String columns() {
    return COLUMNS.stream().map(column -> "c." + column).collect(Collectors.joining(", "));
  }

  static <S extends SqlStatement<S>> S bind(S statement, Change change) {
    List<@Nullable String> values = values(change);
    S bound = statement.bind(0, change.id().value()).bind(1, change.provider().value());
    for (int i = 0; i < values.size(); i++) {
      bound = bound.bind(i + 2, values.get(i));
    }
    return bound;
  }

  /** From the kind on. */
  private static List<@Nullable String> values(Change change) {
    if (change instanceof Change.Removal removal) {
      return ofMember(removal.kind().name(), removal.key(), removal.membership(), null, null);
    }
    if (change instanceof Change.RoleChange role) {
      return ofMember(ROLE, role.key(), role.membership(), role.to(), null);
    }
    if (change instanceof Change.Joining joining) {
      return ofMember(JOIN, joining.key(), null, null, joining.invitation());
    }
    if (change instanceof Change.Creation creation) {
      return Arrays.asList(
          CREATE,
          null,
          creation.holder().value(),
          null,
          null,
          null,
          creation.slug().value(),
          creation.externalId(),
          creation.name());
    }
    Change.Deletion deletion = (Change.Deletion) change;
    return Arrays.asList(
        DELETE, deletion.organization().value(), null, null, null, null, null, null, null);
  }

  private static List<@Nullable String> ofMember(
      String kind,
      MembershipKey key,
      @Nullable MembershipId membership,
      @Nullable RoleSlug role,
      @Nullable InvitationId invitation) {
    return Arrays.asList(
        kind,
        key.organization().value(),
        key.user().value(),
        membership == null ? null : membership.value(),
        role == null ? null : role.value(),
        invitation == null ? null : invitation.value(),
        null,
        null,
        null);
  }

  static Change read(ResultSet row) throws SQLException {
    try {
      ChangeId id = new ChangeId(row.getString("id"));
      ProviderInstance provider = new ProviderInstance(row.getString("provider"));
      String kind = row.getString("kind");
      if (kind.equals(CREATE)) {
        return new Change.Creation(
            id,
            provider,
            new UserId(row.getString("user_id")),
            new OrganizationSlug(row.getString("slug")),
            row.getString("external_id"),
            row.getString("name"));
      }
      OrganizationId organization = new OrganizationId(row.getString("organization_id"));
      if (kind.equals(DELETE)) {
        return new Change.Deletion(id, provider, organization);
      }
      MembershipKey key =
          new MembershipKey(provider, organization, new UserId(row.getString("user_id")));
      if (kind.equals(JOIN)) {
        String invitation = row.getString("invitation_id");
        return new Change.Joining(
            id, key, invitation == null ? null : new InvitationId(invitation));
      }
      MembershipId membership = new MembershipId(row.getString("membership_id"));
      return kind.equals(ROLE)
          ? new Change.RoleChange(id, key, membership, new RoleSlug(row.getString("role")))
          : new Change.Removal(id, key, membership, Change.Removal.Kind.valueOf(kind));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException("a row of muster_change holds what Muster never writes", null);
    }
  }
}
