package dev.muster.jdbi;

import dev.muster.jdbi.HostRoleBinding.Bound;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The roles of members in a column of the host's own table, whose schema stays as it is. Safe for
 * many threads and many nodes; each call blocks on the database and holds its connection only
 * inside. Connections must come with auto-commit on.
 *
 * <p>The host owns the rows. A role is cleared by writing NULL (or the host's word for no role),
 * and never by deleting a row. A first role is written into a row that stands; where there is no
 * row, {@link #find} is empty and {@link #swap} is a {@link StoreException.NoRecord}, unless {@link
 * HostRoleBinding#insertMissingRows()} was asked for.
 *
 * <p>The table knows no provider: a key of another provider instance than the bound one is an
 * {@link IllegalArgumentException}. A table without organization column mirrors one named
 * organization; a key of another one is not {@linkplain #keeps kept} here.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A find is one statement. A swap is one statement where the row stands and holds the role that
 * was read; it changes one row or none.
 */
public final class HostRoleTable implements RoleStore {
  private final Database database;
  private final Bound bound;

  HostRoleTable(Database database, Bound bound) {
    this.database = database;
    this.bound = bound;
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
    List<Optional<String>> rows =
        database.read(
            "read a role",
            handle ->
                bind(handle.createQuery(bound.select()), 0, key)
                    .map((row, context) -> Optional.ofNullable(row.getString(1)))
                    .list());
    if (rows.size() > 1) {
      throw severalRows();
    }
    return rows.stream().flatMap(Optional::stream).findFirst().flatMap(this::role);
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
    requireRole(change.from());
    requireRole(change.to());
    if (!kept) {
      throw new StoreException.NoRecord("the host's table keeps the roles of another organization");
    }
    try {
      return database.write("change a role", handle -> swap(handle, key, change));
    } catch (StoreException e) {
      if (change.from() == null && bound.insert() != null && database.isDuplicate(e)) {
        // Another writer made the row first; what it holds was not read.
        return false;
      }
      throw e;
    }
  }

  private boolean swap(Handle handle, MembershipKey key, Change change) {
    Role from = change.from();
    Role none = bound.none();
    String to = text(change.to());
    var update =
        bind(handle.createUpdate(from == null ? bound.updateNone() : bound.update()), 1, key)
            .bind(0, to);
    int parameters = bound.keyParameters();
    if (from != null) {
      update.bind(parameters + 1, from.value());
    } else if (none != null) {
      update.bind(parameters + 1, none.value());
    }
    int changed = update.execute();
    if (changed > 1) {
      throw severalRows();
    }
    if (changed == 1 || from != null) {
      return changed == 1;
    }
    boolean stands =
        bind(handle.createQuery(bound.select()), 0, key)
            .map((row, context) -> true)
            .findFirst()
            .isPresent();
    if (stands) {
      return false;
    }
    if (bound.insert() == null) {
      throw new StoreException.NoRecord("the host's table has no row for this member");
    }
    return bind(handle.createUpdate(bound.insert()), 1, key).bind(0, to).execute() == 1;
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
          var query = handle.createQuery(bound.list());
          if (bound.onlyOrganization() == null) {
            query.bind(0, organization.value());
          }
          return query.map((row, context) -> add(roles, row.getString(1), row.getString(2))).list();
        });
    return Map.copyOf(roles);
  }

  private boolean add(Map<UserId, Role> roles, @Nullable String user, @Nullable String role) {
    Optional<Role> held = Optional.ofNullable(role).flatMap(this::role);
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

  private <S extends SqlStatement<S>> S bind(S statement, int at, MembershipKey key) {
    statement.bind(at, key.user().value());
    return bound.onlyOrganization() == null
        ? statement.bind(at + 1, key.organization().value())
        : statement;
  }

  private @Nullable String text(@Nullable Role role) {
    if (role != null) {
      return role.value();
    }
    return bound.none() == null ? null : bound.none().value();
  }

  private Optional<Role> role(String text) {
    try {
      return Optional.of(new Role(text)).filter(role -> !role.equals(bound.none()));
    } catch (IllegalArgumentException e) {
      throw new StoreException("the host's role column holds a text that can't be a role", null);
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
