package dev.muster.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** One listening connection, opened again whenever it is lost, until it is closed. */
final class PostgresListener implements Runnable, AutoCloseable {
  /** After so long without a word it is asked whether the server is still there. */
  private static final int QUIET_MILLIS = 10_000;

  private static final int ANSWER_SECONDS = 5;
  private static final long FIRST_BACK_OFF_MILLIS = 100;
  private static final long LONGEST_BACK_OFF_MILLIS = 30_000;

  private final DataSource unpooled;
  private final Runnable heard;
  private final int quietMillis;
  private final int answerSeconds;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable Connection> open = new AtomicReference<>();

  PostgresListener(DataSource unpooled, Runnable heard) {
    this(unpooled, heard, QUIET_MILLIS, ANSWER_SECONDS);
  }

  PostgresListener(DataSource unpooled, Runnable heard, int quietMillis, int answerSeconds) {
    this.unpooled = unpooled;
    this.heard = heard;
    this.quietMillis = quietMillis;
    this.answerSeconds = answerSeconds;
  }

  @Override
  public void run() {
    long backOff = FIRST_BACK_OFF_MILLIS;
    while (!isClosed()) {
      if (listened()) {
        backOff = FIRST_BACK_OFF_MILLIS;
      }
      try {
        boolean unused = closed.await(backOff, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return;
      }
      backOff = Math.min(2 * backOff, LONGEST_BACK_OFF_MILLIS);
    }
  }

  /** Listens until the connection is lost; whether it ever listened. */
  private boolean listened() {
    boolean listens = false;
    try (Connection connection = unpooled.getConnection();
        Statement statement = connection.createStatement()) {
      open.set(connection);
      if (isClosed()) {
        return false;
      }
      connection.setAutoCommit(true);
      // A server that is gone without a word answers neither this nor anything else.
      connection.setNetworkTimeout(Runnable::run, answerSeconds * 1_000);
      statement.execute("listen " + NoticeLog.CHANNEL);
      listens = true;
      // What was said before nobody heard.
      heard.run();
      listen(connection);
    } catch (SQLException | RuntimeException e) {
      // Nothing is lost by it but time: nodes look at the log at intervals too.
    } finally {
      open.set(null);
    }
    return listens;
  }

  private void listen(Connection connection) throws SQLException {
    PGConnection server = connection.unwrap(PGConnection.class);
    while (!isClosed()) {
      PGNotification[] said = server.getNotifications(quietMillis);
      if (said != null && said.length > 0) {
        heard.run();
      } else if (!isClosed() && !connection.isValid(answerSeconds)) {
        return;
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends the wait at once; what is being heard at this moment goes on. */
  @Override
  public void close() throws SQLException {
    closed.countDown();
    Connection connection = open.get();
    if (connection != null) {
      connection.abort(Runnable::run);
    }
  }
}
