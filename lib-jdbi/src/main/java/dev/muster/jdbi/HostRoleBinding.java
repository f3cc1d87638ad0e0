package dev.muster.jdbi;

import dev.muster.jdbi.HostTable.Column;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Binds a {@link HostRoleTable}. For one thread; the table is for many.
 *
 * <p>Names are plain SQL identifiers. They are looked up in the database at {@link #build()}, first
 * exactly and then without regard to case, and are quoted as the database spells them; so {@code
 * members} finds both H2's {@code MEMBERS} and PostgreSQL's {@code members}. Columns must hold
 * varying text that compares byte by byte.
 */
public final class HostRoleBinding {
  private final Jdbi jdbi;
  private final ProviderInstance provider;
  private @Nullable String schema;
  private @Nullable String table;
  private @Nullable String userColumn;
  private @Nullable String organizationColumn;
  private @Nullable OrganizationId onlyOrganization;
  private @Nullable String roleColumn;
  private @Nullable Role none;
  private boolean insertsMissingRows;

  HostRoleBinding(Jdbi jdbi, ProviderInstance provider) {
    this.jdbi = Objects.requireNonNull(jdbi, "jdbi");
    this.provider = Objects.requireNonNull(provider, "provider");
  }

  /**
   * Names the schema of the table. Default: the connection's current schema.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostRoleBinding schema(String name) {
    this.schema = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the table. Required.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostRoleBinding table(String name) {
    this.table = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the column that holds the provider's id of the user. Required.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostRoleBinding userColumn(String name) {
    this.userColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the column that holds the provider's id of the organization. Either this or {@link
   * #onlyOrganization} is required.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostRoleBinding organizationColumn(String name) {
    this.organizationColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Says that the table has no organization column and mirrors the roles in this organization. No
   * other organization touches it.
   *
   * @param organization the one organization
   * @return this
   */
  public HostRoleBinding onlyOrganization(OrganizationId organization) {
    this.onlyOrganization = Objects.requireNonNull(organization, "organization");
    return this;
  }

  /**
   * Names the column that holds the role. Required.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostRoleBinding roleColumn(String name) {
    this.roleColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Says which word of the host stands for no role, for a role column that may not be NULL.
   * Default: none, and the column must allow NULL.
   *
   * @param word the host's word; no role of the application
   * @return this
   */
  public HostRoleBinding noRoleWrittenAs(Role word) {
    this.none = Objects.requireNonNull(word, "word");
    return this;
  }

  /**
   * Lets a first role insert a row of user, organization and role where the host has none. Needs a
   * unique constraint over user and organization. Default: rows are the host's to make.
   *
   * @return this
   */
  public HostRoleBinding insertMissingRows() {
    this.insertsMissingRows = true;
    return this;
  }

  /**
   * Checks everything against the database and binds.
   *
   * @return the store
   * @throws IllegalArgumentException if something is missing or doesn't fit, naming all faults
   * @throws StoreException if the database can't be reached
   */
  public HostRoleTable build() {
    Database database = Database.on(jdbi);
    List<String> faults = new ArrayList<>();
    if ((organizationColumn == null) == (onlyOrganization == null)) {
      faults.add(
          "exactly one of organization column and only organization must be set, but "
              + (organizationColumn == null ? "none" : "both")
              + " was");
    }
    Bound bound =
        database.read(
            "look at the host's role table",
            handle -> bound(new HostTable(handle.getConnection(), schema, table, faults), faults));
    return new HostRoleTable(database, bound);
  }

  private Bound bound(HostTable host, List<String> faults) throws SQLException {
    List<Column> keys = new ArrayList<>();
    host.text("user column", userColumn).ifPresent(keys::add);
    if (organizationColumn != null) {
      host.text("organization column", organizationColumn).ifPresent(keys::add);
    }
    Optional<Column> role = host.text("role column", roleColumn);
    role.filter(column -> !column.nullable() && none == null)
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
    if (insertsMissingRows && faults.isEmpty() && !host.isUnique(keys)) {
      faults.add("rows can be inserted only under a unique constraint over user and organization");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "host role table has "
              + faults.size()
              + (faults.size() == 1 ? " fault: " : " faults: ")
              + String.join("; ", faults));
    }
    return Bound.of(this, host.quoted(), keys, role.map(Column::quoted).orElse(""));
  }

  /**
   * The statements of a bound table. Parameters: the new role, the key, the role that was read.
   *
   * @param provider whose ids the key columns hold
   * @param onlyOrganization the organization of a table without organization column, or null
   * @param none the host's word for no role, or null for NULL
   * @param keyParameters how many parameters the key has
   * @param select reads the role
   * @param list reads each user and role of an organization
   * @param update changes one role to another
   * @param updateNone changes no role to a role
   * @param insert makes the row of a first role, or null if that is the host's to do
   */
  record Bound(
      ProviderInstance provider,
      @Nullable OrganizationId onlyOrganization,
      @Nullable Role none,
      int keyParameters,
      String select,
      String list,
      String update,
      String updateNone,
      @Nullable String insert) {
    private static Bound of(HostRoleBinding binding, String table, List<Column> keys, String role) {
      List<String> names = keys.stream().map(Column::quoted).toList();
      String where = " where " + String.join(" = ? and ", names) + " = ?";
      String set = "update " + table + " set " + role + " = ?" + where;
      String orWord = binding.none == null ? "" : " or " + role + " = ?";
      return new Bound(
          binding.provider,
          binding.onlyOrganization,
          binding.none,
          keys.size(),
          "select " + role + " from " + table + where,
          "select "
              + names.get(0)
              + ", "
              + role
              + " from "
              + table
              + (names.size() == 1 ? "" : " where " + names.get(1) + " = ?"),
          set + " and " + role + " = ?",
          set + " and (" + role + " is null" + orWord + ")",
          binding.insertsMissingRows
              ? "insert into "
                  + table
                  + " ("
                  + role
                  + ", "
                  + String.join(", ", names)
                  + ") values ("
                  + "?, ".repeat(keys.size())
                  + "?)"
              : null);
    }
  }
}
