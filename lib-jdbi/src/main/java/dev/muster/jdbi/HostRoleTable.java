package dev.muster.jdbi;

import dev.muster.jdbi.RoleStatements.RoleTable;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * The roles of members in a column of the host's own table, whose schema stays as it is. The column
 * holds the role, or the key of its row in the host's {@linkplain HostRoleBinding#roleTable role
 * table}. Safe for many threads and many nodes; each call blocks on the database and holds its
 * connection only inside. Connections must come with auto-commit on.
 *
 * <p>The host owns the rows. A role is cleared by writing NULL (or the host's word for no role),
 * and never by deleting a row. A first role is written into a row that stands; where there is no
 * row, {@link #find} is empty and {@link #swap} is a {@link StoreException.NoRecord}, unless {@link
 * HostRoleBinding#insertMissingRows()} was asked for.
 *
 * <p>NULL, blanks, a key that is in no role table and the host's word are no role. Any other text
 * that can't be a role is a {@link StoreException}, and stays.
 *
 * <p>The table knows no provider: a key of another provider instance than the bound one is an
 * {@link IllegalArgumentException}. A table without organization column mirrors one named
 * organization; a key of another one is not {@linkplain #keeps kept} here.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A find is one statement. A swap is one statement where the row stands and holds the role that
 * was read; it changes one row or none. The role table is never written, and a role that it does
 * not name is never taken for no role.
 */
public final class HostRoleTable implements RoleStore {
  private final Database database;
  private final BoundRoles bound;
  private final RoleStatements statements;

  HostRoleTable(Database database, BoundRoles bound) {
    this.database = database;
    this.bound = bound;
    this.statements = bound.statements();
  }

  /**
   * Begins to bind a table.
   *
   * @param jdbi the host's; its own plug-ins and syntax don't matter
   * @param provider the provider instance whose users and organizations the table names
   * @return the binding, to be built
   */
  public static HostRoleBinding binding(Jdbi jdbi, ProviderInstance provider) {
    return new HostRoleBinding(jdbi, provider);
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
    return new HostRoleTable(database.joining(handle), bound);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key is of another provider instance
   */
  @Override
  public Optional<Role> find(MembershipKey key) {
    if (!keeps(key)) {
      return Optional.empty();
    }
    List<Optional<Role>> rows =
        database.read(
            "read a role",
            handle ->
                bind(handle.createQuery(statements.select()), key)
                    .map((row, context) -> role(row.getString(1), row.getString(2)))
                    .list());
    if (rows.size() > 1) {
      throw severalRows();
    }
    return rows.stream().flatMap(Optional::stream).findFirst();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key is of another provider instance, or a role is the
   *     host's word for no role
   */
  @Override
  public boolean swap(MembershipKey key, Change change) {
    boolean kept = keeps(key);
    Objects.requireNonNull(change, "change");
    if (!kept) {
      throw new StoreException.NoRecord("the host's table keeps the roles of another organization");
    }
    requireRole(change.from());
    requireRole(change.to());
    if (change.to() != null && !bound.fits().test(change.to())) {
      throw new StoreException("the host's role column is too short for a role", null);
    }
    try {
      return database.write("change a role", handle -> swap(handle, key, change));
    } catch (StoreException e) {
      if (change.from() == null && bound.insertsMissingRows() && database.isDuplicate(e)) {
        // Another writer made the row first; what it holds was not read.
        return false;
      }
      throw e;
    }
  }

  private boolean swap(Handle handle, MembershipKey key, Change change) {
    boolean first = change.from() == null;
    String to = text(change.to());
    String sql = to == null ? statements.clear() : statements.change();
    int changed = execute(handle, first ? statements.begin() : sql, key, change);
    if (changed > 1) {
      throw severalRows();
    }
    if (changed == 1) {
      return true;
    }
    if (first && !stands(handle, key)) {
      if (!bound.insertsMissingRows()) {
        throw new StoreException.NoRecord("the host's table has no row for this member");
      }
      bound.requireRoom(key);
      if (execute(handle, statements.insert(), key, change) == 1) {
        return true;
      }
    }
    RoleTable names = statements.roleTable();
    if (names != null && to != null && names.names(handle, List.of(new Role(to))).isEmpty()) {
      throw new StoreException("the host's role table has no row for a role", null);
    }
    return false;
  }

  private int execute(Handle handle, String sql, MembershipKey key, Change change) {
    return bind(handle.createUpdate(sql), key)
        .bind("from", text(change.from()))
        .bind("to", text(change.to()))
        .bind("none", text(null))
        .execute();
  }

  private boolean stands(Handle handle, MembershipKey key) {
    return bind(handle.createQuery(statements.select()), key)
        .map((row, context) -> true)
        .findFirst()
        .isPresent();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key is of another provider instance
   */
  @Override
  public boolean keeps(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return keeps(key.provider(), key.organization());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it is another provider instance
   */
  @Override
  public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    if (!keeps(provider, organization)) {
      return Map.of();
    }
    Map<UserId, Role> roles = new HashMap<>();
    database.read(
        "list roles",
        handle -> {
          var query = handle.createQuery(statements.list());
          if (bound.onlyOrganization() == null) {
            query.bind("organization", organization.value());
          }
          return query
              .map(
                  (row, context) ->
                      add(roles, row.getString(1), role(row.getString(2), row.getString(3))))
              .list();
        });
    return Map.copyOf(roles);
  }

  /**
   * {@inheritDoc} They are: one without a row in the role table; or else one that is too long for
   * the role column; and the host's word for no role. At most one statement.
   */
  @Override
  public Set<Role> unwritable(Set<Role> roles) {
    Set<Role> unwritable = new HashSet<>(Objects.requireNonNull(roles, "roles"));
    unwritable.removeIf(role -> bound.fits().test(role) && !role.equals(bound.none()));
    RoleTable names = statements.roleTable();
    if (names != null && !roles.isEmpty()) {
      Set<Role> known = database.read("look for roles", handle -> names.names(handle, roles));
      roles.stream().filter(role -> !known.contains(role)).forEach(unwritable::add);
    }
    return Set.copyOf(unwritable);
  }

  private boolean add(Map<UserId, Role> roles, @Nullable String user, Optional<Role> held) {
    if (user == null || held.isEmpty()) {
      return false;
    }
    try {
      if (roles.put(new UserId(user), held.get()) != null) {
        throw severalRows();
      }
      return true;
    } catch (IllegalArgumentException e) {
      throw new StoreException("the host's user column holds a text that can't be a user", null);
    }
  }

  private boolean keeps(ProviderInstance provider, OrganizationId organization) {
    if (!provider.equals(bound.provider())) {
      throw new IllegalArgumentException(
          "the host's role table is bound to provider instance "
              + bound.provider()
              + ", but the key is of another one");
    }
    return bound.onlyOrganization() == null || bound.onlyOrganization().equals(organization);
  }

  private <S extends SqlStatement<S>> S bind(S statement, MembershipKey key) {
    // A statement takes those of the named values that it needs.
    statement.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    return statement
        .bind("user", key.user().value())
        .bind("organization", key.organization().value());
  }

  private @Nullable String text(@Nullable Role role) {
    if (role != null) {
      return role.value();
    }
    return bound.none() == null ? null : bound.none().value();
  }

  /** The role of a row, of which the second column says whether it holds one at all. */
  private Optional<Role> role(@Nullable String text, @Nullable String held) {
    boolean named = statements.roleTable() != null;
    if (held == null || (!named && held.chars().allMatch(c -> c == ' '))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Role(text == null ? "" : text))
          .filter(role -> !role.equals(bound.none()));
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          named
              ? "the host's role table holds a name that can't be a role"
              : "the host's role column holds a text that can't be a role",
          null);
    }
  }

  private void requireRole(@Nullable Role role) {
    if (role != null && role.equals(bound.none())) {
      throw new IllegalArgumentException("role " + role + " is the host's word for no role");
    }
  }

  private static StoreException severalRows() {
    return new StoreException("the host's table has several rows for one member", null);
  }
}
