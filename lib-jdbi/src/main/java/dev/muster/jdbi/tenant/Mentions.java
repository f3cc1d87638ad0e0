package dev.muster.jdbi.tenant;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a statement names declared tables. What can't be told from a table counts as one. */
record Mentions(Map<Integer, TenantTable> byIndex) {
  static Mentions in(SqlWords words, TenantTables tables) {
    Map<Integer, TenantTable> found = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      Token token = words.at(i);
      if (token.isName() && !isQualifier(words, i) && !isAlias(words, i)) {
        TenantTable table = table(token, tables);
        if (table != null) {
          found.put(i, table);
        }
      }
    }
    return new Mentions(found);
  }

  boolean isEmpty() {
    return byIndex.isEmpty();
  }

  String first() {
    return byIndex.values().iterator().next().name();
  }

  /** The columns that say whose a row is. */
  Set<String> columns() {
    Set<String> columns = new HashSet<>();
    for (TenantTable table : byIndex.values()) {
      columns.add(table.organizationColumn());
      if (table.userColumn() != null) {
        columns.add(table.userColumn());
      }
    }
    return columns;
  }

  private static @Nullable TenantTable table(Token token, TenantTables tables) {
    TenantTable table = tables.named(token.text());
    if (table == null && !token.text().isEmpty() && Character.isDigit(token.text().charAt(0))) {
      // Some databases end a number where letters begin.
      for (String name : tables.names()) {
        if (token.text().endsWith(name)) {
          return tables.named(name);
        }
      }
    }
    return table;
  }

  /* As in `note.text` and `note.*`: the table itself is named elsewhere. */
  private static boolean isQualifier(SqlWords words, int i) {
    return words.at(i + 1).is(".") && (words.at(i + 2).isName() || words.at(i + 2).is("*"));
  }

  private static boolean isAlias(SqlWords words, int i) {
    return words.at(i - 1).is("as");
  }
}
