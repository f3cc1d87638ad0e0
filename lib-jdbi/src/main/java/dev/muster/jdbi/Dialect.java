package dev.muster.jdbi;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The one place that knows in what databases differ. */
enum Dialect {
  /** H2 from 2.0, in any of its modes that keep upper case names. */
  H2("H2", "h2", "current_timestamp(6)") {
    @Override
    boolean keepsTextExactly(int jdbcType, String typeName) {
      return jdbcType == Types.VARCHAR && !typeName.toUpperCase(Locale.ROOT).contains("IGNORECASE");
    }

    @Override
    int sizeOf(String text, String typeName) {
      return text.length();
    }

    @Override
    String shareLock() {
      return " for update";
    }

    @Override
    String asciiFolded(String text) {
      return "translate(" + text + ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')";
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
      return names(connection, LOOSE_COLUMNS, schema, table);
    }

    @Override
    String asciiFolded(String text) {
      return "lower(" + text + " collate \"C\")";
    }

    @Override
    boolean takesArrays() {
      return true;
    }

    @Override
    boolean lockInstall(Statement statement) throws SQLException {
      // Any number that is Muster's own; held until the transaction ends.
      statement.execute("select pg_advisory_xact_lock(7847236420261121)");
      return true;
    }
  },

  /** MariaDB from 10.6, by its own driver. Its catalogs are what others call schemas. */
  MARIADB("MariaDB", "mariadb", "utc_timestamp(6)") {
    @Override
    boolean keepsTextExactly(int jdbcType, String typeName) {
      return typeName.endsWith("VARCHAR") || typeName.endsWith("TEXT");
    }

    @Override
    Set<String> looseColumns(Connection connection, String schema, String table)
        throws SQLException {
      return names(connection, PADDED_OR_FOLDED, schema, table);
    }

    @Override
    int sizeOf(String text, String typeName) {
      return typeName.endsWith("TEXT")
          ? text.getBytes(StandardCharsets.UTF_8).length
          : super.sizeOf(text, typeName);
    }

    /* Folds more than ASCII, but all of it, as a column's own Turkish collation would not. */
    @Override
    String asciiFolded(String text) {
      return "lower(convert(" + text + " using utf8mb4) collate utf8mb4_nopad_bin)";
    }

    @Override
    boolean isDuplicate(@Nullable Throwable cause) {
      return cause instanceof SQLException e && e.getErrorCode() == DUPLICATE_ENTRY;
    }

    /* A change of its schema ends a transaction, so the lock is the session's. */
    @Override
    boolean lockInstall(Statement statement) throws SQLException {
      try (ResultSet got = statement.executeQuery("select get_lock('muster: install', 60)")) {
        if (!got.next() || got.getInt(1) != 1) {
          throw new SQLTimeoutException("another node installs for longer than a minute");
        }
      }
      return true;
    }

    @Override
    void unlockInstall(Statement statement) throws SQLException {
      statement.execute("do release_lock('muster: install')");
    }

    @Override
    String shareLock() {
      return " lock in share mode";
    }

    @Override
    String timeType() {
      return "datetime(6)";
    }

    /* It has no type for an instant that every session reads alike: the columns hold UTC. */
    @Override
    @Nullable Instant time(ResultSet row, String column) throws SQLException {
      LocalDateTime time = row.getObject(column, LocalDateTime.class);
      return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    @Override
    <S extends SqlStatement<S>> S bind(S statement, int at, @Nullable Instant time) {
      LocalDateTime utc = time == null ? null : LocalDateTime.ofInstant(time, ZoneOffset.UTC);
      return statement.bindBySqlType(at, utc, Types.TIMESTAMP);
    }

    @Override
    boolean namesSchemasCatalogs() {
      return true;
    }
  };

  private static final String UNIQUE_VIOLATION = "23505";
  private static final int DUPLICATE_ENTRY = 1062;
  private static final String PADDED_OR_FOLDED =
      "select column_name from information_schema.columns"
          + " where table_schema = ? and table_name = ? and collation_name is not null"
          + " and collation_name <> 'utf8mb4_nopad_bin'";
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
        "the database must be H2, PostgreSQL or MariaDB, which Muster has a schema for, but was "
            + product);
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

  /** A text with at least the ASCII letters in lower case, for use in a statement. */
  abstract String asciiFolded(String text);

  /** How much of a column's size a text takes. */
  int sizeOf(String text, String typeName) {
    return text.codePointCount(0, text.length());
  }

  /** The columns of a table whose collation takes two texts for one. */
  Set<String> looseColumns(Connection connection, String schema, String table) throws SQLException {
    return Set.of();
  }

  /** Whether a statement may take arrays for rows. */
  boolean takesArrays() {
    return false;
  }

  /** Ends a query whose row nobody may change until the transaction ends, though others lock it. */
  String shareLock() {
    return " for share";
  }

  /** The type of a column that holds a point in time, to the microsecond. */
  String timeType() {
    return "timestamp(6) with time zone";
  }

  /** A point in time, or null. */
  @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Binds a point in time, or null. */
  <S extends SqlStatement<S>> S bind(S statement, int at, @Nullable Instant time) {
    OffsetDateTime utc = time == null ? null : time.atOffset(ZoneOffset.UTC);
    return statement.bindBySqlType(at, utc, Types.TIMESTAMP_WITH_TIMEZONE);
  }

  /** Whether its driver calls a catalog what others call a schema. */
  boolean namesSchemasCatalogs() {
    return false;
  }

  /**
   * Waits until no other node installs; false where each change of a schema stands alone and needs
   * no waiting.
   */
  boolean lockInstall(Statement statement) throws SQLException {
    return false;
  }

  /** Ends what the end of the transaction does not. */
  void unlockInstall(Statement statement) throws SQLException {}

  private static Set<String> names(Connection connection, String sql, String schema, String table)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
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
}
