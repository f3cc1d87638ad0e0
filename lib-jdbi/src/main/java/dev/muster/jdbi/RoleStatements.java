package dev.muster.jdbi;

import dev.muster.name.Role;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a bound role table. Their parameters have names: {@code user}, {@code
 * organization}, {@code from}, {@code to}, and {@code none}, the host's word for no role.
 *
 * @param select reads the role, and in a second column NULL if there is none
 * @param list reads each user of an organization, and then the same
 * @param change changes one role to another
 * @param clear changes one role to NULL
 * @param begin changes no role to a role
 * @param insert makes the row of a first role
 * @param roleTable where roles have keys, or null if the table holds the roles themselves
 */
record RoleStatements(
    String select,
    String list,
    String change,
    String clear,
    String begin,
    String insert,
    @Nullable RoleTable roleTable) {

  /** The statements for quoted names; the keys are the user column and perhaps the organization. */
  static RoleStatements of(
      String table,
      List<String> keys,
      String role,
      @Nullable RoleTable roleTable,
      boolean hasWordForNone) {
    String user = " where m." + keys.get(0) + " = :user";
    String organization = keys.size() == 1 ? "" : "m." + keys.get(1) + " = :organization";
    String where = user + (organization.isEmpty() ? "" : " and " + organization);
    String everybody = organization.isEmpty() ? "" : " where " + organization;
    String held = "m." + role;
    String set = "update " + table + " m set " + role + " = ";
    String into = "insert into " + table + " (" + role + ", " + String.join(", ", keys) + ")";
    String values = keys.size() == 1 ? ":user" : ":user, :organization";
    if (roleTable == null) {
      String from = " from " + table + " m";
      String orNone = hasWordForNone ? " or " + held + " = :none" : "";
      return new RoleStatements(
          "select " + held + ", " + held + from + where,
          "select m." + keys.get(0) + ", " + held + ", " + held + from + everybody,
          set + ":to" + where + " and " + held + " = :from",
          set + "null" + where + " and " + held + " = :from",
          set
              + ":to"
              + where
              + " and ("
              + held
              + " is null or trim("
              + held
              + ") = ''"
              + orNone
              + ")",
          into + " values (:to, " + values + ")",
          null);
    }
    String from = " from " + table + " m left join " + roleTable.of(held);
    String both = "r." + roleTable.name() + ", r." + roleTable.key();
    String to = set + roleTable.keyOf(":to") + where + " and " + roleTable.has(":to");
    String orNone = hasWordForNone ? " or " + held + " = " + roleTable.keyOf(":none") : "";
    return new RoleStatements(
        "select " + both + from + where,
        "select m." + keys.get(0) + ", " + both + from + everybody,
        to + " and " + held + " = " + roleTable.keyOf(":from"),
        set + "null" + where + " and " + held + " = " + roleTable.keyOf(":from"),
        to + " and (" + held + " is null or not " + roleTable.hasKey(held) + orNone + ")",
        into + " select r." + roleTable.key() + ", " + values + roleTable.named(":to"),
        roleTable);
  }

  /**
   * A table of roles, which is only read. A row without key or name is none.
   *
   * @param table quoted
   * @param key quoted
   * @param name quoted
   */
  record RoleTable(String table, String key, String name) {
    /** Those roles that it has. */
    Set<Role> names(Handle handle, Collection<Role> roles) {
      Map<String, Role> asked = new HashMap<>();
      roles.forEach(role -> asked.put(role.value(), role));
      if (asked.isEmpty()) {
        return Set.of();
      }
      var query =
          handle.createQuery(
              "select r."
                  + name
                  + " from "
                  + table
                  + " r where r."
                  + key
                  + " is not null and r."
                  + name
                  + " in (?"
                  + ", ?".repeat(asked.size() - 1)
                  + ")");
      int at = 0;
      for (String value : asked.keySet()) {
        query.bind(at++, value);
      }
      Set<Role> known = new HashSet<>();
      query.map((row, context) -> known.add(asked.get(row.getString(1)))).list();
      return known;
    }

    private String of(String held) {
      return table + " r on r." + key + " = " + held;
    }

    private String named(String role) {
      return " from "
          + table
          + " r where r."
          + name
          + " = "
          + role
          + " and r."
          + key
          + " is not null";
    }

    private String keyOf(String role) {
      return "(select r." + key + named(role) + ")";
    }

    private String has(String role) {
      return "exists (select 1" + named(role) + ")";
    }

    private String hasKey(String held) {
      return "exists (select 1 from " + table + " r where r." + key + " = " + held + ")";
    }
  }
}
