package dev.muster.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleMap;
import dev.muster.store.MembershipStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** A host whose stores are all in a PostgreSQL server of its own, behind a pool. */
final class PostgresHost implements AutoCloseable {
  private static final String ROLE_TABLE = "member";

  private static final Pattern ROLE_NAMED = Pattern.compile("\\b" + ROLE_TABLE + "\\b");

  private final EmbeddedPostgres server;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private PostgresHost(EmbeddedPostgres server) {
    this.server = server;
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
    pool = new HikariDataSource(config);
    jdbi = Jdbi.create(pool);
  }

  static PostgresHost start() throws IOException {
    PostgresHost host = new PostgresHost(EmbeddedPostgres.builder().start());
    MusterSchema.install(host.pool);
    host.jdbi.useHandle(
        handle ->
            handle.execute(
                "create table "
                    + ROLE_TABLE
                    + " (user_id varchar(255) not null, organization_id varchar(255)"
                    + " not null, role varchar(255), primary key (user_id, organization_id))"));
    return host;
  }

  Jdbi jdbi() {
    return jdbi;
  }

  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  MembershipStore mirror() {
    return JdbiMembershipStore.on(jdbi);
  }

  /** A Muster over this host, to be configured further. */
  MusterBuilder muster(IdentityProvider provider) {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("admin").role("member").build())
        .memberships(mirror())
        .directory(JdbiDirectoryStore.on(jdbi))
        .roleStore(
            HostRoleTable.binding(jdbi, provider.instance())
                .table(ROLE_TABLE)
                .userColumn("user_id")
                .organizationColumn("organization_id")
                .roleColumn("role")
                .insertMissingRows()
                .build());
  }

  /** How many statements some work sends. Counting ends with it, and burdens no measurement. */
  int statements(Runnable work) {
    return statements(sql -> true, work);
  }

  /** How many of the statements that some work sends name the host's role table. */
  int roleStatements(Runnable work) {
    return statements(ROLE_NAMED.asPredicate(), work);
  }

  private int statements(Predicate<String> counts, Runnable work) {
    AtomicInteger count = new AtomicInteger();
    SqlLogger before = jdbi.getConfig(SqlStatements.class).getSqlLogger();
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            if (counts.test(context.getRawSql())) {
              count.incrementAndGet();
            }
          }
        });
    try {
      work.run();
    } finally {
      jdbi.setSqlLogger(before);
    }
    return count.get();
  }

  @Override
  public void close() throws IOException {
    try (server) {
      pool.close();
    }
  }
}
