package dev.muster.examples.notes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.jdbi.MusterSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of the service, with Muster's tables and its own. */
public final class NotesDatabase {
  /** How the database calls the connection of a node that waits to be woken. */
  public static final String LISTENER = "notes listener";

  private NotesDatabase() {}

  /**
   * Opens the database, and makes the tables that are not there.
   *
   * @param settings where it is
   * @return a pool of connections
   * @throws IOException if the script of the service's own tables can't be read
   */
  public static HikariDataSource open(Settings settings) throws IOException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.dbUser());
    config.setPassword(settings.dbPassword());
    HikariDataSource database = new HikariDataSource(config);
    MusterSchema.install(database);
    try (InputStream sql =
        Objects.requireNonNull(NotesService.class.getResourceAsStream("/notes.sql"), "notes.sql")) {
      String script = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
      Jdbi.create(database).useHandle(handle -> handle.createScript(script).execute());
    }
    return database;
  }

  /** PostgreSQL without the pool, for a connection that is kept. */
  static DataSource unpooled(Settings settings) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(settings.jdbcUrl());
    database.setUser(settings.dbUser());
    database.setPassword(settings.dbPassword());
    database.setApplicationName(LISTENER);
    return database;
  }
}
