package dev.muster.jdbi;

import dev.muster.store.StoreException;
import java.sql.SQLException;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The host's database, as the stores use it: each piece of work on a handle of its own, and each
 * failure a {@link StoreException}. Keeps no handle and never joins a transaction of the caller.
 */
final class Database {
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private final Jdbi jdbi;
  private final Dialect dialect;

  private Database(Jdbi jdbi, Dialect dialect) {
    this.jdbi = jdbi;
    this.dialect = dialect;
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
      return new Database(jdbi, Dialect.of(handle.getConnection()));
    } catch (JdbiException | SQLException e) {
      throw failed(what, e);
    }
  }

  Dialect dialect() {
    return dialect;
  }

  /** Work outside of a transaction: one statement that only reads, or the schema. */
  <T> T read(String what, Work<T> work) {
    try (Handle handle = open(jdbi, what)) {
      return work.on(handle);
    } catch (JdbiException | SQLException e) {
      throw failed(what, e);
    }
  }

  /** Work in one transaction of its own, which an exception rolls back. */
  <T> T write(String what, Work<T> work) {
    try (Handle handle = open(jdbi, what)) {
      return handle.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::on);
    } catch (JdbiException | SQLException e) {
      throw failed(what, e);
    }
  }

  /** Whether the work failed because another row has the key. */
  boolean isDuplicate(StoreException failure) {
    return dialect.isDuplicate(failure.getCause());
  }

  private static Handle open(Jdbi jdbi, String what) {
    Handle handle;
    try {
      handle = jdbi.open();
    } catch (RuntimeException e) {
      // A pool may throw anything here.
      throw failed(what, e);
    }
    // The host may have taught its Jdbi another syntax; our statements are plain.
    handle
        .getConfig(SqlStatements.class)
        .setSqlParser(PARSER)
        .setTemplateEngine(TemplateEngine.NOP);
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
}
