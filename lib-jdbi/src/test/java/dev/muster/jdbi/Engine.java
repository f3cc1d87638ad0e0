package dev.muster.jdbi;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;

/**
 * The databases that every test of this module runs on; PostgreSQL and MariaDB are real servers.
 */
enum Engine {
  H2 {
    @Override
    TestDatabase empty() {
      String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
      TestDatabase opened =
          new TestDatabase(this, url, "", database -> database.run("shutdown immediately"));
      // For two seconds it waits, else: not long on a busy machine.
      opened.run("set default_lock_timeout 30000", "set lock_timeout 30000");
      return opened;
    }

    @Override
    String spelled(String name) {
      return name.toUpperCase(Locale.ROOT);
    }

    @Override
    String looseText() {
      return "varchar_ignorecase(255)";
    }

    @Override
    String newUuid() {
      return "random_uuid()";
    }

    @Override
    String timeZone(String zone) {
      return ";TIME ZONE=" + zone;
    }

    @Override
    String lockTimeout(int millis) {
      return ";LOCK_TIMEOUT=" + millis;
    }

    @Override
    Dialect dialect() {
      return Dialect.H2;
    }
  },

  POSTGRESQL {
    @Override
    TestDatabase empty() {
      String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
      server("create database " + name);
      String url = Server.ONE.getJdbcUrl("postgres", name);
      return new TestDatabase(
          this, url, "postgres", database -> server("drop database " + name + " with (force)"));
    }

    @Override
    String spelled(String name) {
      return name.toLowerCase(Locale.ROOT);
    }

    @Override
    String looseText() {
      return "varchar(255) collate loose";
    }

    @Override
    String newUuid() {
      return "gen_random_uuid()";
    }

    @Override
    String timeZone(String zone) {
      return "&options=-c%20TimeZone=" + zone;
    }

    @Override
    String lockTimeout(int millis) {
      return "&options=-c%20lock_timeout=" + millis;
    }

    @Override
    Dialect dialect() {
      return Dialect.POSTGRESQL;
    }
  },

  MARIADB {
    @Override
    TestDatabase empty() {
      String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
      MariaServer.run("create database " + name + " collate utf8mb4_nopad_bin");
      return new TestDatabase(
          this,
          MariaServer.url(name),
          "root",
          database -> MariaServer.run("drop database " + name));
    }

    @Override
    String spelled(String name) {
      return name;
    }

    @Override
    String looseText() {
      return "varchar(255) collate utf8mb4_general_ci";
    }

    @Override
    String quoted(String sql) {
      return sql.replace('"', '`');
    }

    @Override
    String altered(String table, String column) {
      return "alter table " + table + " modify column " + column + " " + looseText() + " not null";
    }

    @Override
    String identity() {
      return "bigint auto_increment primary key";
    }

    @Override
    String newUuid() {
      return "uuid()";
    }

    @Override
    String timeZone(String zone) {
      String offset = ZoneId.of(zone).getRules().getOffset(Instant.now()).getId();
      return "?sessionVariables=time_zone='" + offset.replace("Z", "+00:00") + "'";
    }

    @Override
    String lockTimeout(int millis) {
      return "?sessionVariables=innodb_lock_wait_timeout=" + Math.max(1, millis / 1000);
    }

    @Override
    Dialect dialect() {
      return Dialect.MARIADB;
    }
  };

  /** A collation of PostgreSQL that takes letters of both cases for one. */
  static final String LOOSE_COLLATION =
      "create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)";

  /** A new database without any table. */
  abstract TestDatabase empty();

  /** A name that was written without quotes, as the database spells it. */
  abstract String spelled(String name);

  /** A column type that takes letters of both cases for one. */
  abstract String looseText();

  /** A statement with quoted names, which others quote with double quotes. */
  String quoted(String sql) {
    return sql;
  }

  /** Gives a column of text a type that takes letters of both cases for one. */
  String altered(String table, String column) {
    return "alter table " + table + " alter column " + column + " set data type " + looseText();
  }

  /** A column that numbers rows. */
  String identity() {
    return "bigint generated always as identity primary key";
  }

  /** An expression that makes a new UUID. */
  abstract String newUuid();

  /** The time zone of a session, as a suffix of the URL. */
  abstract String timeZone(String zone);

  /** How long a session waits for a lock, as a suffix of the URL. */
  abstract String lockTimeout(int millis);

  abstract Dialect dialect();

  /** A new database with Muster's tables. */
  TestDatabase installed() {
    TestDatabase database = empty();
    MusterSchema.install(database.dataSource());
    return database;
  }

  private static void server(String sql) {
    try (Connection connection =
            DriverManager.getConnection(Server.ONE.getJdbcUrl("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The one server of a test run; it ends with this process. */
  private static final class Server {
    static final EmbeddedPostgres ONE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
