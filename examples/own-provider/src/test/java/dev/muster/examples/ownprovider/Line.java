package dev.muster.examples.ownprovider;

import dev.muster.testkit.contract.Outage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The line from the service to its database, as a data source that can be broken. A request is each
 * statement, and each row that is fetched: a driver may fetch row by row.
 */
final class Line {
  private static final Set<String> REQUESTS = Set.of("executeQuery", "executeUpdate", "next");
  private static final String TEXT = "marker-text of the driver";

  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger aborted = new AtomicInteger();
  final AtomicInteger statements = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  final CountDownLatch hanging = new CountDownLatch(1);
  private final Queue<CountDownLatch> lines = new ConcurrentLinkedQueue<>();
  private final StaffOffice office;
  private volatile @Nullable Outage outage;
  private volatile int good;
  private volatile boolean ourKey = true;

  Line(StaffOffice office) {
    this.office = office;
  }

  DataSource dataSource() {
    return proxy(DataSource.class, (proxy, method, args) -> connect());
  }

  void fail(int goodRequests, Outage how) {
    requests.set(0);
    good = goodRequests;
    outage = how;
  }

  void rejectOurKey() {
    ourKey = false;
  }

  void heal() {
    outage = null;
    ourKey = true;
    lines.forEach(CountDownLatch::countDown);
  }

  private Connection connect() throws SQLException {
    if (outage == Outage.REFUSED_CONNECTION && requests.get() >= good) {
      throw new SQLTransientConnectionException(TEXT, "08001");
    }
    Connection real = office.connect(ourKey);
    open.incrementAndGet();
    CountDownLatch broken = new CountDownLatch(1);
    lines.add(broken);
    return tapped(Connection.class, real, real, broken);
  }

  private <T> T tapped(Class<T> type, T real, Connection connection, CountDownLatch broken) {
    return proxy(
        type,
        (proxy, method, args) -> {
          if (type == Connection.class && method.getName().equals("abort")) {
            aborted.incrementAndGet();
            broken.countDown();
          }
          if (type == Connection.class && method.getName().equals("close")) {
            open.decrementAndGet();
          }
          if (method.getName().equals("prepareStatement")) {
            statements.incrementAndGet();
          }
          if (REQUESTS.contains(method.getName()) && requests.incrementAndGet() > good) {
            interfere(method, connection, broken);
          }
          Object answer = call(real, method, args);
          if (type == ResultSet.class && method.getName().startsWith("get")) {
            boolean garbage = outage == Outage.MALFORMED_ANSWER && requests.get() > good;
            return garbage && answer instanceof String ? "\u0000" : answer;
          }
          if (answer instanceof PreparedStatement statement) {
            return tapped(PreparedStatement.class, statement, connection, broken);
          }
          return answer instanceof ResultSet rows
              ? tapped(ResultSet.class, rows, connection, broken)
              : answer;
        });
  }

  // @start region=staff-line
  private void interfere(Method method, Connection connection, CountDownLatch broken)
      throws SQLException, InterruptedException {
    Outage how = outage;
    if (how == Outage.RATE_LIMITED) {
      throw new SQLException(TEXT, "53300");
    } else if (how == Outage.SERVER_ERROR) {
      throw new SQLException(TEXT, "XX000");
    } else if (how == Outage.REFUSED_CONNECTION) {
      throw new SQLException(TEXT, "08006");
    } else if (how == Outage.MALFORMED_ANSWER && method.getName().equals("executeUpdate")) {
      throw new SQLException(TEXT, "08P01");
    } else if (how == Outage.CUT_ANSWER) {
      connection.close();
    } else if (how == Outage.HANG) {
      hanging.countDown();
      broken.await();
      throw new SQLException(TEXT, "08006");
    }
  }

  // @end
  private static @Nullable Object call(Object real, Method method, Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(real, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Line.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
