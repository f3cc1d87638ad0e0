package dev.muster.jdbi;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database for one test. */
final class TestDatabase implements AutoCloseable {
  private final Engine engine;
  private final String url;
  private final String user;
  private final Consumer<TestDatabase> end;
  private final DataSource dataSource;

  TestDatabase(Engine engine, String url, String user, Consumer<TestDatabase> end) {
    this.engine = engine;
    this.url = url;
    this.user = user;
    this.end = end;
    dataSource = dataSource(url);
  }

  Engine engine() {
    return engine;
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** The last part of its address. */
  String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** The same database by another session setting. */
  DataSource session(String settings) {
    return dataSource(url + settings);
  }

  /** A new connection each time, and nothing else. */
  private DataSource dataSource(String url) {
    return (DataSource)
        Proxy.newProxyInstance(
            TestDatabase.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> DriverManager.getConnection(url, user, ""));
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
    end.accept(this);
  }
}
