package dev.muster.jdbi.tenant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jspecify.annotations.Nullable;

/**
 * The host's tables that hold the data of organizations, and of persons. The {@link #guard()} made
 * of them refuses a statement that names one of them, unless a {@link TenantScope} is bound to it.
 * Immutable.
 */
public final class TenantTables {
  private final Map<String, TenantTable> tables;
  private final Consumer<TenantExemption> exemptions;

  private TenantTables(Builder builder) {
    tables = Map.copyOf(builder.tables);
    exemptions = builder.exemptions;
  }

  /**
   * Begins a declaration.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The guard, to be installed on the host's {@link org.jdbi.v3.core.Jdbi} after its other
   * plug-ins. It knows the SQL of PostgreSQL, MariaDB and H2; with any other database no handle
   * opens.
   *
   * @return the plug-in
   */
  public JdbiPlugin guard() {
    return new TenantGuard(this);
  }

  @Nullable TenantTable named(String folded) {
    return tables.get(folded);
  }

  Iterable<String> names() {
    return tables.keySet();
  }

  void heard(TenantExemption exemption) {
    exemptions.accept(exemption);
  }

  /** Declares tables. For one thread. */
  public static final class Builder {
    /** PostgreSQL cuts a longer name, and the cut one would not be seen. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,61}");

    private final Map<String, TenantTable> tables = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private Consumer<TenantExemption> exemptions = exemption -> {};

    private Builder() {}

    /**
     * A table whose rows each belong to an organization.
     *
     * @param name the table's, without schema: it counts in every schema
     * @param organizationColumn holds the organization's id at the provider
     * @return this
     */
    public Builder table(String name, String organizationColumn) {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(organizationColumn, "organizationColumn");
      return add(name, organizationColumn, null);
    }

    /**
     * A table whose rows each belong either to an organization or to one person.
     *
     * @param name the table's, without schema: it counts in every schema
     * @param organizationColumn holds the organization's id at the provider; NULL in a personal row
     * @param userColumn holds the user's id at the provider; NULL in an organization's row
     * @return this
     */
    public Builder table(String name, String organizationColumn, String userColumn) {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(organizationColumn, "organizationColumn");
      return add(name, organizationColumn, Objects.requireNonNull(userColumn, "userColumn"));
    }

    /**
     * Who hears each exemption, before its statement is sent. If it throws, nothing is sent.
     *
     * @param listener the host's; by default nobody
     * @return this
     */
    public Builder exemptions(Consumer<TenantExemption> listener) {
      this.exemptions = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * The declaration.
     *
     * @return the tables
     * @throws IllegalArgumentException naming every fault
     */
    public TenantTables build() {
      List<String> all = new ArrayList<>(faults);
      if (tables.isEmpty()) {
        all.add("no table is declared");
      }
      if (!all.isEmpty()) {
        throw new IllegalArgumentException("tenant tables: " + String.join("; ", all));
      }
      return new TenantTables(this);
    }

    private Builder add(String name, String organization, @Nullable String user) {
      check(name, "table");
      check(organization, "column");
      if (user != null) {
        check(user, "column");
        if (SqlText.fold(user).equals(SqlText.fold(organization))) {
          faults.add("table `" + cut(name) + "` has one column for both organization and user");
        }
      }
      TenantTable table =
          new TenantTable(
              SqlText.fold(name),
              SqlText.fold(organization),
              user == null ? null : SqlText.fold(user));
      if (tables.put(table.name(), table) != null) {
        faults.add("table `" + cut(name) + "` is declared twice");
      }
      return this;
    }

    private void check(String name, String what) {
      if (!NAME.matcher(name).matches()) {
        faults.add(
            what
                + " `"
                + cut(name)
                + "` must be 1 to 62 ASCII letters, digits and underscores, not first a digit");
      }
    }

    private static String cut(String name) {
      String plain = name.replaceAll("[^ -~]", "?");
      return plain.length() > 70 ? plain.substring(0, 70) + "…" : plain;
    }
  }
}
