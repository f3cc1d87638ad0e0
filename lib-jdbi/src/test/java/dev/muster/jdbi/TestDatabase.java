package dev.muster.jdbi;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An empty database in memory, for one test. */
final class TestDatabase implements AutoCloseable {
  private final String url;
  private final DataSource dataSource;

  private TestDatabase(String settings) {
    url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + settings;
    dataSource = dataSource(url);
  }

  /** Without any table. */
  static TestDatabase empty() {
    return new TestDatabase("");
  }

  /** Without any table, with settings in the URL. */
  static TestDatabase with(String settings) {
    return new TestDatabase(";" + settings);
  }

  /** With Muster's tables. */
  static TestDatabase installed() {
    TestDatabase database = empty();
    MusterSchema.install(database.dataSource());
    return database;
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** The same database by another session setting. */
  DataSource session(String settings) {
    return dataSource(url + ";" + settings);
  }

  /** A new connection each time, and nothing else. */
  private static DataSource dataSource(String url) {
    return (DataSource)
        Proxy.newProxyInstance(
            TestDatabase.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> DriverManager.getConnection(url));
  }

  void run(String... statements) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The first column. */
  List<@Nullable String> column(String query) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<@Nullable String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    run("shutdown immediately");
  }
}
