package dev.muster.jdbi.tenant;

import java.util.ArrayList;
import java.util.List;

/** In what the texts of the three databases differ, for {@link SqlText}. */
enum SqlSyntax {
  POSTGRESQL("PostgreSQL"),
  MARIADB("MariaDB"),
  H2("H2");

  private final String product;

  SqlSyntax(String product) {
    this.product = product;
  }

  static SqlSyntax of(String product) {
    for (SqlSyntax syntax : values()) {
      if (syntax.product.equals(product)) {
        return syntax;
      }
    }
    throw new IllegalArgumentException(
        "the guard reads the SQL of H2, PostgreSQL and MariaDB, not of " + product);
  }

  /**
   * How a text may be read: the first by the database's defaults, the others by what a session can
   * set. In a reading of the others that finds no end of a quote, the database would find none.
   */
  List<Reading> readings(String sql) {
    List<Reading> readings = new ArrayList<>();
    boolean maria = this == MARIADB;
    boolean slashes = this != H2 && sql.indexOf('\\') >= 0;
    boolean quotes = maria && sql.indexOf('"') >= 0;
    readings.add(new Reading(maria, maria));
    if (slashes) {
      readings.add(new Reading(!maria, maria));
    }
    if (quotes) {
      readings.add(new Reading(maria, false));
    }
    if (slashes && quotes) {
      readings.add(new Reading(false, false));
    }
    return readings;
  }

  /**
   * One way to read a text.
   *
   * @param backslashes whether a backslash escapes in every string
   * @param quotedStrings whether double quotes make a string, not a name
   */
  record Reading(boolean backslashes, boolean quotedStrings) {}
}
