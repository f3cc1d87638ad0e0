package dev.muster.jdbi;

import dev.muster.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Muster's tables in the host's database, all named {@code muster_...}. For the embedded default,
 * {@link #install} once at start; a host with a migration tool points it at the scripts in {@code
 * dev/muster/jdbi/<database>} instead, and calls {@link #verify}. Safe for many threads and nodes;
 * blocks on the database.
 */
public final class MusterSchema {
  private static final String HEAD =
      "insert into muster_log_head (id, number, swept) select 1, l.newest, l.newest from"
          + " (select coalesce(max(number), 0) as newest from muster_log) l"
          + " where not exists (select 1 from muster_log_head)";

  private MusterSchema() {}

  /**
   * Makes the tables that are missing, and verifies them. Doing it again changes nothing. A version
   * that a newer Muster applied is left alone.
   *
   * @param dataSource the host's; its user may create tables
   * @throws StoreException if the database can't be reached or refuses, if a script was applied
   *     with another content, or if ids don't compare byte by byte
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static void install(DataSource dataSource) {
    Database database = database(dataSource);
    database.read(
        "install the schema",
        handle -> {
          migrate(handle.getConnection(), database.dialect());
          ensureHead(handle.getConnection(), database.dialect());
          return SchemaProbe.run(handle.getConnection(), database.dialect());
        });
  }

  /**
   * Checks that the tables are there and compare ids byte by byte. Writes nothing that stays.
   *
   * @param dataSource the host's
   * @throws StoreException if a table is missing, or ids don't compare byte by byte
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static void verify(DataSource dataSource) {
    Database database = database(dataSource);
    database.read(
        "verify the schema", handle -> SchemaProbe.run(handle.getConnection(), database.dialect()));
  }

  private static Database database(DataSource dataSource) {
    return Database.on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  private static void migrate(Connection connection, Dialect dialect) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      boolean locked = dialect.lockInstall(statement);
      connection.setAutoCommit(!locked);
      try {
        migrate(connection, statement, dialect);
        if (locked) {
          connection.commit();
        }
      } finally {
        if (locked) {
          connection.rollback();
          dialect.unlockInstall(statement);
        }
        connection.setAutoCommit(true);
      }
    }
  }

  private static void migrate(Connection connection, Statement statement, Dialect dialect)
      throws SQLException {
    statement.execute(
        "create table if not exists muster_schema ("
            + "version integer not null primary key, script varchar(255) not null,"
            + " checksum varchar(64) not null, applied_at "
            + dialect.timeType()
            + " default current_timestamp(6) not null)");
    Map<Integer, String> applied = applied(statement);
    for (Script script : Script.of(dialect)) {
      String checksum = applied.get(script.version());
      if (checksum == null) {
        for (String sql : script.statements()) {
          execute(statement, sql, dialect);
        }
        remember(connection, script, dialect);
      } else if (!checksum.equals(script.checksum())) {
        throw new StoreException(
            "script " + script.name() + " was applied with another content than it has now", null);
      }
    }
  }

  /** The one row that a host which moved its tables may have left behind. */
  private static void ensureHead(Connection connection, Dialect dialect) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      execute(statement, HEAD, dialect);
    }
  }

  private static void execute(Statement statement, String sql, Dialect dialect)
      throws SQLException {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      // Another node made the same row at the same time, which is as good.
      if (!dialect.isDuplicate(e)) {
        throw e;
      }
    }
  }

  private static Map<Integer, String> applied(Statement statement) throws SQLException {
    Map<Integer, String> checksums = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("select version, checksum from muster_schema")) {
      while (rows.next()) {
        checksums.put(rows.getInt(1), rows.getString(2));
      }
    }
    return checksums;
  }

  private static void remember(Connection connection, Script script, Dialect dialect)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into muster_schema (version, script, checksum) values (?, ?, ?)")) {
      insert.setInt(1, script.version());
      insert.setString(2, script.name());
      insert.setString(3, script.checksum());
      insert.executeUpdate();
    } catch (SQLException e) {
      // Another node ran the same statements at the same time, which is as good.
      if (!dialect.isDuplicate(e)) {
        throw e;
      }
    }
  }
}
