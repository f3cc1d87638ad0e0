package dev.muster.jdbi;

import dev.muster.jdbi.HostTable.Column;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A binding that the database agreed to.
 *
 * @param provider whose ids the key columns hold
 * @param onlyOrganization the organization of a table without organization column, or null
 * @param none the host's word for no role, or null for NULL
 * @param fits whether the role column has room for a role
 * @param keyFits whether the key columns have room for a member
 * @param insertsMissingRows whether a first role makes its row
 * @param statements how it is read and written
 */
record BoundRoles(
    ProviderInstance provider,
    @Nullable OrganizationId onlyOrganization,
    @Nullable Role none,
    Predicate<Role> fits,
    Predicate<MembershipKey> keyFits,
    boolean insertsMissingRows,
    RoleStatements statements) {

  /** Refuses to make a row for a member whose ids would be cut. */
  void requireRoom(MembershipKey key) {
    if (!keyFits.test(key)) {
      throw new StoreException("the host's key columns are too short for a member", null);
    }
  }

  /**
   * Checks a binding against the database.
   *
   * @param faults those that are known already
   * @throws IllegalArgumentException naming all faults, if there is one
   */
  static BoundRoles of(Handle handle, HostRoleBinding binding, List<String> faults)
      throws SQLException {
    HostTable host = new HostTable(handle.getConnection(), binding.schema, binding.table, faults);
    List<Column> keys = keys(host, binding);
    boolean foreign =
        binding.roleTable != null
            || binding.roleKeyColumn != null
            || binding.roleNameColumn != null;
    Optional<Column> role =
        foreign
            ? host.column("role column", binding.roleColumn)
            : host.text("role column", binding.roleColumn);
    check(binding, keys, role, faults);
    Optional<RoleStatements.RoleTable> names =
        foreign ? roleTable(handle, host, binding, role, faults) : Optional.empty();
    if (binding.insertsMissingRows && faults.isEmpty() && !host.isUnique(keys)) {
      faults.add("rows can be inserted only under a unique constraint over user and organization");
    }
    if (binding.insertsMissingRows) {
      List<Column> filled = new ArrayList<>(keys);
      role.ifPresent(filled::add);
      BindingFaults.requireDefaults(host, filled, "an inserted row", faults);
    }
    BindingFaults.requireNone("host role table", faults);
    Column column = role.orElseThrow();
    return new BoundRoles(
        binding.provider,
        binding.onlyOrganization,
        binding.none,
        foreign ? any -> true : some -> column.fits(host.dialect(), some.value()),
        key ->
            keys.get(0).fits(host.dialect(), key.user().value())
                && (keys.size() == 1
                    || keys.get(1).fits(host.dialect(), key.organization().value())),
        binding.insertsMissingRows,
        RoleStatements.of(
            host.quoted(),
            keys.stream().map(Column::quoted).toList(),
            column.quoted(),
            names.orElse(null),
            binding.none != null));
  }

  private static List<Column> keys(HostTable host, HostRoleBinding binding) {
    List<Column> keys = new ArrayList<>();
    host.text("user column", binding.userColumn).ifPresent(keys::add);
    if (binding.organizationColumn != null) {
      host.text("organization column", binding.organizationColumn).ifPresent(keys::add);
    }
    return keys;
  }

  private static void check(
      HostRoleBinding binding, List<Column> keys, Optional<Column> role, List<String> faults) {
    role.filter(column -> !column.nullable() && binding.none == null)
        .ifPresent(
            column ->
                faults.add(
                    "role column `"
                        + column.name()
                        + "` must allow NULL, or the word for no role must be set"));
    role.filter(keys::contains)
        .ifPresent(column -> faults.add("role column `" + column.name() + "` is a key column too"));
    if (keys.size() == 2 && keys.get(0).equals(keys.get(1))) {
      faults.add("user column and organization column are both `" + keys.get(0).name() + "`");
    }
  }

  private static Optional<RoleStatements.RoleTable> roleTable(
      Handle handle,
      HostTable host,
      HostRoleBinding binding,
      Optional<Column> role,
      List<String> faults)
      throws SQLException {
    HostTable roles = host.beside("role table", binding.roleTable);
    Optional<Column> key = roles.column("role key column", binding.roleKeyColumn);
    Optional<Column> name = roles.text("role name column", binding.roleNameColumn);
    if (key.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    if (roles.isTheSameAs(host)) {
      faults.add("the role table is the bound table itself");
    }
    role.filter(column -> !column.isComparableTo(key.get()))
        .ifPresent(
            column ->
                faults.add(
                    "role column `"
                        + column.name()
                        + "` is "
                        + column.type()
                        + ", but role key column `"
                        + key.get().name()
                        + "` is "
                        + key.get().type()));
    BindingFaults.requireUnique(roles, "role key column", key.get(), faults);
    BindingFaults.requireUnique(roles, "role name column", name.get(), faults);
    var table =
        new RoleStatements.RoleTable(roles.quoted(), key.get().quoted(), name.get().quoted());
    Role none = binding.none;
    if (none != null && faults.isEmpty() && !table.names(handle, List.of(none)).contains(none)) {
      faults.add("the role table has no row for the word for no role, " + none);
    }
    return Optional.of(table);
  }
}
