package dev.muster.jdbi;

import dev.muster.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Objects;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The host's database, as the stores use it: each piece of work on a handle of its own, or, joined,
 * on the connection of the host's transaction; each failure a {@link StoreException}.
 */
final class Database {
  private static final SqlParser PARSER = new ColonPrefixSqlParser();
  private static final String ROLLED_BACK = "40";

  /** Each further one means that somebody else's transaction went on instead. */
  private static final int ATTEMPTS = 10;

  private final Jdbi jdbi;
  private final Dialect dialect;
  private final @Nullable Connection joined;
  private final @Nullable Notices outer;

  private Database(
      Jdbi jdbi, Dialect dialect, @Nullable Connection joined, @Nullable Notices outer) {
    this.jdbi = jdbi;
    this.dialect = dialect;
    this.joined = joined;
    this.outer = outer;
  }

  /**
   * Looks once which database it is.
   *
   * @throws StoreException if it can't be reached
   * @throws IllegalArgumentException if Muster doesn't know this kind of database
   */
  static Database on(Jdbi jdbi) {
    Objects.requireNonNull(jdbi, "jdbi");
    String what = "find out which database it is";
    try (Handle handle = open(jdbi, what)) {
      return new Database(jdbi, Dialect.of(handle.getConnection()), null, null);
    } catch (JdbiException | SQLException e) {
      throw failed(what, e);
    }
  }

  /**
   * The same database in a transaction of the host's, for as long as that lasts.
   *
   * @throws IllegalArgumentException if the handle is in no transaction that can be joined
   */
  Database joining(Handle handle) {
    Connection connection = Objects.requireNonNull(handle, "handle").getConnection();
    try {
      if (Dialect.of(connection) != dialect) {
        throw new IllegalArgumentException("the handle is of another kind of database");
      }
      if (connection.getAutoCommit()) {
        throw new IllegalArgumentException("the handle must be in a transaction");
      }
      if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
        throw new IllegalArgumentException(
            "the handle's transaction must be READ COMMITTED: it would not see what others end");
      }
    } catch (SQLException e) {
      throw failed("join a transaction", e);
    }
    return new Database(Jdbi.create(connection), dialect, connection, null);
  }

  /** The same database in a transaction of our own, which writes the log itself at its end. */
  Database joining(Handle handle, Notices notices) {
    Connection connection = handle.getConnection();
    return new Database(Jdbi.create(connection), dialect, connection, notices);
  }

  Dialect dialect() {
    return dialect;
  }

  /** Work outside of a transaction: statements that each stand alone, or the schema. */
  <T> T read(String what, Work<T> work) {
    if (joined != null) {
      return inside(joined, what, work);
    }
    try (Handle handle = open(jdbi, what)) {
      return work.on(handle);
    } catch (JdbiException | SQLException e) {
      throw failed(what, e);
    }
  }

  /** Work in one transaction of its own, which an exception rolls back. */
  <T> T write(String what, Work<T> work) {
    if (joined != null) {
      return inside(joined, what, work);
    }
    try (Handle handle = open(jdbi, what)) {
      // Given the level, Jdbi asks the server for its own three times; each is a round trip.
      return handle.getTransactionIsolationLevel() == TransactionIsolationLevel.READ_COMMITTED
          ? handle.inTransaction(work::on)
          : handle.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::on);
    } catch (JdbiException | SQLException e) {
      throw failed(what, e);
    }
  }

  /**
   * Work in one transaction, and again where the database asks for that; joined, the host's is lost
   * then, and told so.
   */
  <T> T settle(String what, Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return write(what, work);
      } catch (StoreException e) {
        if (joined != null || attempt == ATTEMPTS || !isToBeRepeated(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * As {@link #settle}, and what the work changed is in the log of changes when it commits. In a
   * transaction of the host's it is written at the end of this call.
   */
  <T> T logged(String what, LoggedWork<T> work) {
    return settle(
        what,
        handle -> {
          Notices notices = new Notices();
          T result = work.on(handle, notices);
          if (outer == null) {
            NoticeLog.write(handle, dialect, notices);
          } else {
            outer.addAll(notices);
          }
          return result;
        });
  }

  /** Work whose insert may meet another node's, and is done again then: now it finds that row. */
  <T> T insisted(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (StoreException e) {
        if (attempt == ATTEMPTS || !isDuplicate(e)) {
          throw e;
        }
      }
    }
  }

  /** Whether the work failed because another row has the key. */
  boolean isDuplicate(StoreException failure) {
    return dialect.isDuplicate(failure.getCause());
  }

  /** Whether the database asks for the work to be done again, as after a deadlock. */
  boolean isToBeRepeated(StoreException failure) {
    return failure.getCause() instanceof SQLException e
        && e.getSQLState() != null
        && e.getSQLState().startsWith(ROLLED_BACK);
  }

  /* A failed statement makes the whole of a PostgreSQL transaction unusable, and it is not ours. */
  private <T> T inside(Connection connection, String what, Work<T> work) {
    Savepoint before;
    try {
      if (connection.getAutoCommit()) {
        throw new StoreException("could not " + what + ": the host's transaction is over", null);
      }
      before = connection.setSavepoint();
    } catch (SQLException e) {
      throw failed(what, e);
    }
    boolean done = false;
    try (Handle handle = plain(jdbi.open())) {
      T result = work.on(handle);
      connection.releaseSavepoint(before);
      done = true;
      return result;
    } catch (JdbiException | SQLException e) {
      throw failed(what, e);
    } finally {
      if (!done) {
        undo(connection, before);
      }
    }
  }

  private static void undo(Connection connection, Savepoint before) {
    try {
      connection.rollback(before);
    } catch (SQLException e) {
      // The connection is gone, and the host's transaction with it; the first failure says why.
    }
  }

  private static Handle open(Jdbi jdbi, String what) {
    Handle handle;
    try {
      handle = jdbi.open();
    } catch (RuntimeException e) {
      // A pool may throw anything here.
      throw failed(what, e);
    }
    plain(handle);
    if (handle.isInTransaction()) {
      handle.close();
      throw new StoreException(
          "could not "
              + what
              + ": connections must come with auto-commit on and outside of a transaction",
          null);
    }
    return handle;
  }

  /** The host may have taught its Jdbi another syntax; our statements are plain. */
  private static Handle plain(Handle handle) {
    handle
        .getConfig(SqlStatements.class)
        .setSqlParser(PARSER)
        .setTemplateEngine(TemplateEngine.NOP);
    return handle;
  }

  /** JDBI's own message shows bound values, so it is left out and its cause taken. */
  private static StoreException failed(String what, Exception e) {
    Throwable cause = e;
    while (cause instanceof JdbiException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String code = cause instanceof SQLException sql ? " (SQL state " + sql.getSQLState() + ")" : "";
    return new StoreException(
        "could not " + what + code, cause instanceof JdbiException ? null : cause);
  }

  /** Work on a handle. */
  interface Work<T> {
    T on(Handle handle) throws SQLException;
  }

  /** Work on a handle that tells what it changes. */
  interface LoggedWork<T> {
    T on(Handle handle, Notices notices) throws SQLException;
  }
}
