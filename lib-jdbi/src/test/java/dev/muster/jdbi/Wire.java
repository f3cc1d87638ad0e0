package dev.muster.jdbi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A data source that keeps a ledger of every statement sent through it, whoever sent it. It can
 * fail the k-th one, send another text instead, and call back after a statement ran.
 */
final class Wire {
  static final String STATE = "08006";

  private final List<String> ledger = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final DataSource dataSource;
  private volatile int failsAt = -1;
  private volatile int cutAt = -1;
  private volatile String loses = "";
  private final AtomicInteger losses = new AtomicInteger();
  private volatile UnaryOperator<String> rewrites = UnaryOperator.identity();
  private volatile Consumer<String> afterwards = sql -> {};
  private volatile Runnable onOpen = () -> {};

  Wire(DataSource target) {
    this.dataSource =
        proxy(
            DataSource.class,
            (self, method, arguments) -> {
              onOpen.run();
              Object result = call(target, method, arguments);
              return result instanceof Connection connection ? watched(connection) : result;
            });
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** Forgets what was sent before. */
  void clear() {
    ledger.clear();
  }

  /** The statements, in lower case. */
  List<String> sent() {
    return List.copyOf(ledger);
  }

  /** The statement after so many more fails. Negative: none. */
  void failAfter(int more) {
    failsAt = more < 0 ? -1 : ledger.size() + more;
  }

  /** The connection breaks at the statement after so many more. Negative: none. */
  void cutAfter(int more) {
    cutAt = more < 0 ? -1 : ledger.size() + more;
  }

  /** A statement that begins so is rolled back for another's sake, so many times. */
  void deadlock(String begins, int times) {
    loses = begins;
    losses.set(times);
  }

  int openConnections() {
    return open.get();
  }

  /** What happens before a connection is opened. */
  void onOpen(Runnable callback) {
    onOpen = callback;
  }

  void rewrite(UnaryOperator<String> rewriting) {
    rewrites = rewriting;
  }

  void afterEach(Consumer<String> callback) {
    afterwards = callback;
  }

  private Connection watched(Connection connection) {
    open.incrementAndGet();
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("close")) {
            open.decrementAndGet();
          }
          boolean prepares = method.getName().equals("prepareStatement");
          String sql = prepares ? (String) arguments[0] : "";
          if (prepares) {
            arguments[0] = rewrites.apply(sql);
          }
          Object result = call(connection, method, arguments);
          if (result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, watching(connection, statement, sql));
          }
          return result instanceof Statement statement
              ? proxy(Statement.class, watching(connection, statement, ""))
              : result;
        });
  }

  private InvocationHandler watching(Connection connection, Statement statement, String prepared) {
    return (self, method, arguments) -> {
      if (!method.getName().startsWith("execute")) {
        return call(statement, method, arguments);
      }
      String sql =
          !prepared.isEmpty() ? prepared : arguments == null ? "a batch" : (String) arguments[0];
      int index = ledger.size();
      ledger.add(sql.toLowerCase(Locale.ROOT));
      if (index == failsAt) {
        throw new SQLException("the line was cut at user_1 `secret`", STATE);
      }
      if (!loses.isEmpty() && sql.startsWith(loses) && losses.getAndDecrement() > 0) {
        throw new SQLException("deadlock of user_1 `secret`", "40001");
      }
      if (index == cutAt) {
        connection.close();
      }
      Object result = call(statement, method, arguments);
      afterwards.accept(sql);
      return result;
    };
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Wire.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
