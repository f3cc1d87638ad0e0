package dev.muster.jdbi.tenant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One query or change, with the tables it names and the uses of the scope that count there. */
final class Block {
  private final Map<String, Set<Naming>> meant = new HashMap<>();
  private final Set<Naming> organizations = new HashSet<>();
  private final Set<Naming> users = new HashSet<>();
  private int needed;

  void names(String alias, TenantTable table) {
    Naming naming = new Naming(needed++);
    mean(alias, table.organizationColumn(), naming);
    if (table.userColumn() != null) {
      mean(alias, table.userColumn(), naming);
    }
  }

  private void mean(String alias, String column, Naming naming) {
    meant.computeIfAbsent(alias + "." + column, any -> new HashSet<>()).add(naming);
    meant.computeIfAbsent("." + column, any -> new HashSet<>()).add(naming);
  }

  /** A comparison counts for the one naming of a table that it can mean. */
  void compares(@Nullable String alias, String column, boolean organization) {
    Set<Naming> one = meant.getOrDefault((alias == null ? "" : alias) + "." + column, Set.of());
    if (one.size() == 1) {
      (organization ? organizations : users).addAll(one);
    }
  }

  boolean comparesOrganizations() {
    return organizations.size() == needed;
  }

  boolean comparesUsers() {
    return users.size() == needed;
  }

  /** The how-manieth naming of a table. */
  private record Naming(int index) {}
}
