package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The roles of members in table {@code muster_role} of a SQL database, for a host that has no place
 * of its own for them. Safe for many threads and many nodes; each call blocks on the database and
 * holds its connection only inside. Connections must come with auto-commit on.
 *
 * <p>No role is no row. Every role can be written, of every provider instance.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Each call is one statement. That a member has one role is a constraint of the table.
 */
public final class JdbiRoleStore implements RoleStore {
  private static final String KEY = " where provider = ? and organization_id = ? and user_id = ?";

  private final Database database;

  private JdbiRoleStore(Database database) {
    this.database = database;
  }

  /**
   * Roles in the host's database. Looks once which database it is.
   *
   * @param jdbi the host's; its own plug-ins and syntax don't matter
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiRoleStore on(Jdbi jdbi) {
    return new JdbiRoleStore(Database.on(jdbi));
  }

  /**
   * Roles in the host's database. Looks once which database it is.
   *
   * @param dataSource the host's
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiRoleStore on(DataSource dataSource) {
    return on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  /**
   * These roles inside a transaction of the host's. What is written stands or falls with that
   * transaction. Never commits, rolls back or closes anything of the host's; a statement of its own
   * that fails leaves the transaction usable. For the handle's thread, while the transaction lasts;
   * afterwards each call is a {@link StoreException}.
   *
   * @param handle in a transaction, READ COMMITTED, of the same database
   * @return the roles there
   * @throws IllegalArgumentException if the handle is in no transaction that can be joined
   */
  public RoleStore joining(Handle handle) {
    return new JdbiRoleStore(database.joining(handle));
  }

  @Override
  public Optional<Role> find(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return database
        .read(
            "read a role",
            handle ->
                bind(handle.createQuery("select role from muster_role" + KEY), 0, key)
                    .mapTo(String.class)
                    .findOne())
        .map(JdbiRoleStore::role);
  }

  @Override
  public boolean swap(MembershipKey key, Change change) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(change, "change");
    try {
      return database.write("change a role", handle -> swap(handle, key, change)) == 1;
    } catch (StoreException e) {
      if (change.from() == null && database.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  private static int swap(Handle handle, MembershipKey key, Change change) {
    Role from = change.from();
    Role to = change.to();
    if (to == null) {
      return bind(handle.createUpdate("delete from muster_role" + KEY + " and role = ?"), 0, key)
          .bind(3, from == null ? null : from.value())
          .execute();
    }
    if (from == null) {
      String insert =
          "insert into muster_role (role, provider, organization_id, user_id) values (?, ?, ?, ?)";
      return bind(handle.createUpdate(insert).bind(0, to.value()), 1, key).execute();
    }
    String update = "update muster_role set role = ?" + KEY + " and role = ?";
    return bind(handle.createUpdate(update).bind(0, to.value()), 1, key)
        .bind(4, from.value())
        .execute();
  }

  @Override
  public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    Map<UserId, Role> roles = new HashMap<>();
    database.read(
        "list roles",
        handle ->
            handle
                .createQuery(
                    "select user_id, role from muster_role"
                        + " where provider = ? and organization_id = ?")
                .bind(0, provider.value())
                .bind(1, organization.value())
                .map((row, context) -> add(roles, row.getString(1), row.getString(2)))
                .list());
    return Map.copyOf(roles);
  }

  @Override
  public Map<UserId, Role> list(
      ProviderInstance provider, OrganizationId organization, Set<UserId> users) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    Map<UserId, Role> roles = new HashMap<>();
    if (!Objects.requireNonNull(users, "users").isEmpty()) {
      String some = " and user_id in (?" + ", ?".repeat(users.size() - 1) + ")";
      database.read(
          "list roles of some",
          handle -> {
            var query =
                handle
                    .createQuery(
                        "select user_id, role from muster_role"
                            + " where provider = ? and organization_id = ?"
                            + some)
                    .bind(0, provider.value())
                    .bind(1, organization.value());
            int at = 2;
            for (UserId user : users) {
              query.bind(at++, user.value());
            }
            return query
                .map((row, context) -> add(roles, row.getString(1), row.getString(2)))
                .list();
          });
    }
    return Map.copyOf(roles);
  }

  private static boolean add(Map<UserId, Role> roles, String user, String role) {
    try {
      return roles.put(new UserId(user), role(role)) == null;
    } catch (IllegalArgumentException e) {
      throw notOurs();
    }
  }

  private static Role role(String text) {
    try {
      return new Role(text);
    } catch (IllegalArgumentException e) {
      throw notOurs();
    }
  }

  private static <S extends SqlStatement<S>> S bind(S statement, int at, MembershipKey key) {
    return statement
        .bind(at, key.provider().value())
        .bind(at + 1, key.organization().value())
        .bind(at + 2, key.user().value());
  }

  private static StoreException notOurs() {
    return new StoreException("a row of muster_role holds what Muster never writes", null);
  }
}
