package dev.muster.jdbi;

import dev.muster.store.InvalidationBus;
import dev.muster.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Wakes nodes by PostgreSQL's own notifications, which each commit that grows the log of changes
 * sends. Needs PostgreSQL's driver. Safe for many threads.
 *
 * <p>Each {@link #listen} keeps one connection open, and one daemon thread that reads it, until it
 * is closed. A connection that is lost is opened again, at growing intervals of up to half a
 * minute. The connection must be the listener's own: a pool would take it back or hand it on, and a
 * pooler in transaction mode, as PgBouncer's, hears nothing at all. So give a data source that
 * opens one each time and goes to the database itself, as {@code
 * org.postgresql.ds.PGSimpleDataSource} does; with its {@code loginTimeout} set, or a server that
 * takes the connection and never answers is waited for without end.
 */
public final class PostgresBus implements InvalidationBus {
  private final DataSource unpooled;

  private PostgresBus(DataSource unpooled) {
    this.unpooled = unpooled;
  }

  /**
   * A bus of the database that holds the log. Looks once whether it can listen there.
   *
   * @param unpooled opens a connection of its own each time
   * @return the bus
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if it is not PostgreSQL by its own driver
   */
  public static PostgresBus on(DataSource unpooled) {
    Objects.requireNonNull(unpooled, "unpooled");
    try (Connection connection = unpooled.getConnection()) {
      if (!connection.isWrapperFor(PGConnection.class)) {
        throw new IllegalArgumentException(
            "unpooled must give connections of PostgreSQL's own driver, but gave one of "
                + connection.getMetaData().getDatabaseProductName());
      }
    } catch (SQLException e) {
      throw new StoreException("could not look whether the database can be listened to", e);
    }
    return new PostgresBus(unpooled);
  }

  /** Does nothing: the transaction that grew the log has woken everybody when it committed. */
  @Override
  public void wake() {}

  /**
   * {@inheritDoc}
   *
   * <p>It is heard once at the beginning too, as soon as the connection listens.
   */
  @Override
  public AutoCloseable listen(Runnable heard) {
    PostgresListener listener =
        new PostgresListener(unpooled, Objects.requireNonNull(heard, "heard"));
    Thread thread = new Thread(listener, "muster-log-listener");
    thread.setDaemon(true);
    thread.start();
    return listener;
  }
}
