package dev.muster.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one place that knows in what databases differ. */
enum Dialect {
  /** H2 from 2.0, in any of its modes that keep upper case names. */
  H2("h2", "current_timestamp(6)", List.of("V1__memberships_and_organizations.sql"));

  private static final String UNIQUE_VIOLATION = "23505";

  private final String folder;
  private final String now;
  private final List<String> scripts;

  Dialect(String folder, String now, List<String> scripts) {
    this.folder = folder;
    this.now = now;
    this.scripts = scripts;
  }

  /**
   * The dialect of a connection.
   *
   * @throws IllegalArgumentException if Muster has no schema for this database
   */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    if ("H2".equals(product)) {
      return H2;
    }
    throw new IllegalArgumentException(
        "the database must be H2, the only one that Muster has a schema for, but was " + product);
  }

  /** Where the migration scripts are, beside this class. */
  String folder() {
    return folder;
  }

  /** The names of the migration scripts, in order. */
  List<String> scripts() {
    return scripts;
  }

  /** The database's clock when the statement began, with a time zone, to the microsecond. */
  String now() {
    return now;
  }

  /** Whether a unique constraint refused a row. */
  boolean isDuplicate(@Nullable Throwable cause) {
    return cause instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState());
  }

  /** Whether a column gives a text back as it was written, and compares it so. */
  boolean keepsTextExactly(int jdbcType, String typeName) {
    return jdbcType == Types.VARCHAR && !typeName.toUpperCase(Locale.ROOT).contains("IGNORECASE");
  }
}
