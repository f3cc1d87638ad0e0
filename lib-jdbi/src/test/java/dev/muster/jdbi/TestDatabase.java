package dev.muster.jdbi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database for one test, or for those of a class. */
final class TestDatabase implements AutoCloseable {
  private final Engine engine;
  private final String url;
  private final String user;
  private final Consumer<TestDatabase> end;
  private final DataSource dataSource;
  private final Queue<Connection> idleConnections = new ConcurrentLinkedQueue<>();

  TestDatabase(Engine engine, String url, String user, Consumer<TestDatabase> end) {
    this.engine = engine;
    this.url = url;
    this.user = user;
    this.end = end;
    dataSource = pooled(dataSource(url));
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

  int port() {
    return URI.create(url.substring("jdbc:".length())).getPort();
  }

  /** The same database by another door to it. */
  DataSource by(int port) {
    return dataSource(url.replaceFirst("//[^/]*/", "//localhost:" + port + "/"));
  }

  /** The same database by another session setting. */
  DataSource session(String settings) {
    return dataSource(url + settings);
  }

  /** The same, with connections of its own that are handed out again. */
  DataSource pooledSession(String settings) {
    return new TestDatabase(engine, url + settings, user, database -> {}).dataSource();
  }

  /** A new connection each time, and nothing else. */
  private DataSource dataSource(String url) {
    return proxy(
        DataSource.class, (self, method, arguments) -> DriverManager.getConnection(url, user, ""));
  }

  /** A closed connection is handed out again: to open one is most of what a test would take. */
  private DataSource pooled(DataSource source) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Connection idle = idleConnections.poll();
          return lent(idle == null ? source.getConnection() : idle);
        });
  }

  private Connection lent(Connection connection) {
    AtomicBoolean returned = new AtomicBoolean();
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          boolean over = returned.get();
          switch (method.getName()) {
            case "close" -> {
              if (returned.compareAndSet(false, true)) {
                takeBack(connection);
              }
              return null;
            }
            case "isClosed" -> {
              return over || connection.isClosed();
            }
            default -> {
              if (over) {
                throw new SQLException("the connection is closed");
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }
          }
        });
  }

  private void takeBack(Connection connection) throws SQLException {
    if (connection.isClosed() || !connection.getAutoCommit()) {
      connection.close();
    } else {
      idleConnections.add(connection);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            TestDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
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

  /** All columns of all rows, each row in one text. */
  List<String> rows(String query) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(rows.getString(i));
        }
        texts.add(String.valueOf(values));
      }
      return texts;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    end.accept(this);
    for (Connection idle = idleConnections.poll(); idle != null; idle = idleConnections.poll()) {
      try {
        idle.close();
      } catch (SQLException e) {
        // It ended with its database.
      }
    }
  }
}
