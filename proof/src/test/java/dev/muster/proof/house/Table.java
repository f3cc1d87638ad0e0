package dev.muster.proof.house;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one table of arrows: for each package, the packages of Muster it may see and the foreign
 * ones. A package without a row is a fault, and so is an arrow that its row does not name.
 */
final class Table {
  private static final String ROOT = "dev.muster";

  /** Rooms of lib-core, lowest first, each with the rooms it may see; {@code "*"} is all above. */
  private static final List<List<String>> CORE =
      List.of(
          List.of("name"),
          List.of("provider", "name"),
          List.of("store", "name", "provider"),
          List.of("membership", "name", "provider", "store"),
          List.of("role", "name", "provider", "store", "membership"),
          List.of("session", "name", "provider", "store"),
          List.of("scope", "name", "provider", "store", "membership", "role", "session"),
          List.of("decision", "name", "provider", "membership", "role", "scope", "session"),
          List.of("lease", "name", "store", "membership", "decision"),
          List.of(
              "token",
              "name",
              "provider",
              "store",
              "membership",
              "role",
              "session",
              "scope",
              "decision"),
          List.of("account", "*"),
          List.of("lifecycle", "*"),
          List.of("feed", "name", "provider", "store", "membership", "role"),
          List.of("audit", "*"),
          List.of("", "*"));

  /** Rows of the other modules; {@code "core"} is every room of lib-core. */
  private static final List<List<String>> OTHERS =
      List.of(
          List.of("jdbi", "core"),
          List.of("jdbi.tenant", "scope", "decision", "session", "name"),
          List.of("rest", "name", "provider"),
          List.of("oidc", "name", "provider", "session"),
          List.of("workos", "name", "provider", "session", "oidc", "rest"),
          List.of("clerk", "name", "provider", "session", "oidc", "rest"),
          List.of("keycloak", "name", "provider", "session", "oidc", "rest"),
          List.of("servlet", "core"),
          List.of("servlet.account", "servlet", "core"),
          List.of("testkit.fault", "provider"),
          List.of("testkit", "testkit.fault", "name", "provider", "audit"),
          List.of("testkit.mint", "testkit", "oidc", "core"),
          List.of(
              "testkit.http",
              "testkit",
              "testkit.fault",
              "testkit.mint",
              "name",
              "provider",
              "rest"),
          List.of(
              "testkit.contract",
              "testkit",
              "testkit.mint",
              "name",
              "provider",
              "store",
              "membership",
              "session",
              "scope"),
          List.of("testkit.gateway", "testkit.contract", "provider"),
          List.of(
              "testkit.stage",
              "testkit",
              "testkit.fault",
              "testkit.http",
              "testkit.mint",
              "oidc",
              "core"),
          List.of("testkit.junit", "testkit.stage", "testkit", "core"),
          List.of("testkit.assertion", "testkit.stage", "testkit.fault", "testkit", "core"),
          List.of(
              "testkit.conformance",
              "testkit.stage",
              "testkit.mint",
              "testkit.http",
              "testkit.fault",
              "testkit",
              "core"));

  /** Foreign packages that a module may see, by the module's package; all may see these. */
  private static final Set<String> ALL_MAY_SEE = Set.of("java", "org.jspecify.annotations");

  private static final Map<String, Set<String>> FOREIGN =
      Map.of(
          "clerk", Set.of("com.fasterxml.jackson", "javax.crypto"),
          "keycloak", Set.of("com.fasterxml.jackson"),
          "rest", Set.of("com.fasterxml.jackson"),
          "core", Set.of("org.slf4j", "com.github.benmanes.caffeine", "javax.crypto"),
          "jdbi", Set.of("javax.sql", "org.jdbi.v3", "org.postgresql"),
          "oidc", Set.of("com.nimbusds.jose", "com.nimbusds.jwt"),
          "workos",
              Set.of("com.workos", "com.fasterxml.jackson", "okhttp3", "kotlin", "javax.crypto"),
          "servlet", Set.of("jakarta.servlet", "com.fasterxml.jackson", "org.slf4j"),
          "testkit",
              Set.of(
                  "com.fasterxml.jackson",
                  "com.sun.net.httpserver",
                  "javax.crypto",
                  "org.assertj.core",
                  "org.junit.jupiter",
                  "org.junit.platform.commons"));

  private Table() {}

  /** One row of the table. */
  record Row(Set<String> house, Set<String> foreign) {}

  /** The whole table, by full package name. */
  static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    Set<String> core = new TreeSet<>();
    for (List<String> row : CORE) {
      Set<String> above = new TreeSet<>(core);
      core.add(full(row.get(0)));
      rows.put(full(row.get(0)), row(row, above, "core"));
    }
    for (List<String> row : OTHERS) {
      rows.put(full(row.get(0)), row(row, core, row.get(0).replaceFirst("\\..*", "")));
    }
    return rows;
  }

  private static Row row(List<String> row, Set<String> many, String module) {
    Set<String> house = new TreeSet<>();
    for (String seen : row.subList(1, row.size())) {
      if (seen.equals("*") || seen.equals("core")) {
        house.addAll(many);
      } else {
        house.add(full(seen));
      }
    }
    Set<String> foreign = new TreeSet<>(ALL_MAY_SEE);
    foreign.addAll(FOREIGN.get(module));
    return new Row(house, foreign);
  }

  /** The full name of a room; the empty name is the front door. */
  static String full(String room) {
    return room.isEmpty() ? ROOT : ROOT + "." + room;
  }
}
