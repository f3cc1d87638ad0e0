package dev.muster.jdbi;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one place that knows in what databases differ. */
enum Dialect {
  /** H2 from 2.0, in any of its modes that keep upper case names. */
  H2("H2", "h2", "current_timestamp(6)") {
    @Override
    boolean keepsTextExactly(int jdbcType, String typeName) {
      return jdbcType == Types.VARCHAR && !typeName.toUpperCase(Locale.ROOT).contains("IGNORECASE");
    }
  },

  /** PostgreSQL from 12, the first whose collations may take two texts for one. */
  POSTGRESQL("PostgreSQL", "postgresql", "statement_timestamp()") {
    @Override
    boolean keepsTextExactly(int jdbcType, String typeName) {
      return typeName.equals("varchar") || typeName.equals("text");
    }

    @Override
    Set<String> looseColumns(Connection connection, String schema, String table)
        throws SQLException {
      try (PreparedStatement query = connection.prepareStatement(LOOSE_COLUMNS)) {
        query.setString(1, schema);
        query.setString(2, table);
        Set<String> names = new HashSet<>();
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            names.add(rows.getString(1));
          }
        }
        return names;
      }
    }

    @Override
    String installLock() {
      // Any number that is Muster's own; held until the transaction ends.
      return "select pg_advisory_xact_lock(7847236420261121)";
    }
  };

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String LOOSE_COLUMNS =
      "select a.attname from pg_catalog.pg_attribute a"
          + " join pg_catalog.pg_class c on c.oid = a.attrelid"
          + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
          + " join pg_catalog.pg_collation l on l.oid = a.attcollation"
          + " where n.nspname = ? and c.relname = ? and not l.collisdeterministic";
  private static final List<String> SCRIPTS = List.of("V1__memberships_and_organizations.sql");

  private final String product;
  private final String folder;
  private final String now;

  Dialect(String product, String folder, String now) {
    this.product = product;
    this.folder = folder;
    this.now = now;
  }

  /**
   * The dialect of a connection.
   *
   * @throws IllegalArgumentException if Muster has no schema for this database
   */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    for (Dialect dialect : values()) {
      if (dialect.product.equals(product)) {
        return dialect;
      }
    }
    throw new IllegalArgumentException(
        "the database must be H2 or PostgreSQL, which Muster has a schema for, but was " + product);
  }

  /** Where the migration scripts are, beside this class. */
  String folder() {
    return folder;
  }

  /** The names of the migration scripts, in order. */
  List<String> scripts() {
    return SCRIPTS;
  }

  /** The database's clock when the statement, not its transaction, began; to the microsecond. */
  String now() {
    return now;
  }

  /** Whether a unique constraint refused a row. */
  boolean isDuplicate(@Nullable Throwable cause) {
    return cause instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState());
  }

  /** Whether a type of column gives a text back as it was written, and may compare it so. */
  abstract boolean keepsTextExactly(int jdbcType, String typeName);

  /** The columns of a table whose collation takes two texts for one. */
  Set<String> looseColumns(Connection connection, String schema, String table) throws SQLException {
    return Set.of();
  }

  /**
   * Waits in a transaction until no other node installs, where a schema can change in a
   * transaction; null where each of its changes stands alone.
   */
  @Nullable String installLock() {
    return null;
  }
}
