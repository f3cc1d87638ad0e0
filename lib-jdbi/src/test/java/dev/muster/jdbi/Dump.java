package dev.muster.jdbi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** All columns of all rows of all of Muster's tables, as the catalogue of the database has them. */
final class Dump {
  private Dump() {}

  static List<String> tables(TestDatabase database) {
    return database
        .column(
            "select distinct lower(table_name) as name from information_schema.tables"
                + " where lower(table_name) like 'muster%' order by name")
        .stream()
        .map(Objects::requireNonNull)
        .toList();
  }

  static List<String> of(TestDatabase database) {
    List<String> dump = new ArrayList<>();
    for (String table : tables(database)) {
      database.rows("select * from " + table).stream()
          .sorted()
          .forEach(row -> dump.add(table + " " + row));
    }
    return dump;
  }
}
