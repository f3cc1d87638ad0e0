package dev.muster.jdbi;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Binds a {@link HostRoleTable}. For one thread; the table is for many.
 *
 * <p>Names are plain SQL identifiers. They are looked up in the database at {@link #build()}, first
 * exactly and then without regard to case, and are quoted as the database spells them; so {@code
 * members} finds both H2's {@code MEMBERS} and PostgreSQL's {@code members}. Columns must hold
 * varying text that compares byte by byte, save those that join a {@linkplain #roleTable role
 * table}: they may be of any one type.
 */
public final class HostRoleBinding {
  private final Jdbi jdbi;
  final ProviderInstance provider;
  @Nullable String schema;
  @Nullable String table;
  @Nullable String userColumn;
  @Nullable String organizationColumn;
  @Nullable OrganizationId onlyOrganization;
  @Nullable String roleColumn;
  @Nullable String roleTable;
  @Nullable String roleKeyColumn;
  @Nullable String roleNameColumn;
  @Nullable Role none;
  boolean insertsMissingRows;

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
   * Names the column that holds the role, or the key of the role in a {@linkplain #roleTable role
   * table}. Required.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostRoleBinding roleColumn(String name) {
    this.roleColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names a table of roles, in the same schema, to which the role column points. Needs {@link
   * #roleKeyColumn} and {@link #roleNameColumn}. It is only read: a role that it doesn't name can't
   * be written. Default: the role column holds the role itself.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostRoleBinding roleTable(String name) {
    this.roleTable = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the column of the role table that the role column points to: of the same type, and unique
   * by constraint.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostRoleBinding roleKeyColumn(String name) {
    this.roleKeyColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the column of the role table that holds the role: unique by constraint.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostRoleBinding roleNameColumn(String name) {
    this.roleNameColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Says which word of the host stands for no role, for a role column that may not be NULL.
   * Default: none, and the column must allow NULL.
   *
   * @param word the host's word; no role of the application. A role table must hold it
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
    BoundRoles bound =
        database.read(
            "look at the host's role table", handle -> BoundRoles.of(handle, this, faults));
    return new HostRoleTable(database, bound);
  }
}
