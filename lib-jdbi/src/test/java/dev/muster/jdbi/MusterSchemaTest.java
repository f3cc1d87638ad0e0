package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.store.StoreException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("DB-1")
@Tag("once")
class MusterSchemaTest {
  private static final int NODES = 4;

  private final Engine engine;

  MusterSchemaTest(Engine engine) {
    this.engine = engine;
  }

  @Test
  void installing_makes_the_tables_and_remembers_what_it_ran() {
    try (TestDatabase database = engine.installed()) {
      assertThat(database.column("select table_name from information_schema.tables"))
          .contains(
              engine.spelled("muster_change"),
              engine.spelled("muster_change_epoch"),
              engine.spelled("muster_change_subject"),
              engine.spelled("muster_feed"),
              engine.spelled("muster_log"),
              engine.spelled("muster_log_head"),
              engine.spelled("muster_membership"),
              engine.spelled("muster_organization"),
              engine.spelled("muster_refresh"),
              engine.spelled("muster_role"),
              engine.spelled("muster_schema"),
              engine.spelled("muster_token"),
              engine.spelled("muster_token_epoch"),
              engine.spelled("muster_walk"),
              engine.spelled("muster_webhook"));
      assertThat(database.column("select script from muster_schema"))
          .containsExactlyElementsOf(engine.dialect().scripts());
    }
  }

  @Test
  @Tag("FEED-8")
  void the_head_of_the_log_is_one_row_that_an_install_makes_again_and_nothing_verifies_without() {
    try (TestDatabase database = engine.installed()) {
      String head = "select number from muster_log_head";
      assertThat(database.column(head)).containsExactly("0");
      database.run("update muster_log_head set number = 7");
      MusterSchema.install(database.dataSource());
      assertThat(database.column(head)).containsExactly("7");

      database.run(
          "insert into muster_log (number, provider, kind, written_at)"
              + " values (9, 'p', 'k', current_timestamp)",
          "delete from muster_log_head");
      assertThatThrownBy(() -> MusterSchema.verify(database.dataSource()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("muster_log_head");
      MusterSchema.install(database.dataSource());
      assertThat(database.column(head)).containsExactly("9");
    }
  }

  @Test
  void installing_again_changes_nothing() {
    try (TestDatabase database = engine.installed()) {
      database.run("insert into muster_organization (provider, slug) values ('p', 'kept')");
      List<String> applied = database.column("select applied_at from muster_schema");

      MusterSchema.install(database.dataSource());

      assertThat(database.column("select slug from muster_organization")).containsExactly("kept");
      assertThat(database.column("select applied_at from muster_schema")).isEqualTo(applied);
      assertThat(database.column("select user_id from muster_membership")).isEmpty();
    }
  }

  @Test
  void nodes_that_start_at_once_all_install() throws Exception {
    for (int round = 0; round < 10; round++) {
      try (TestDatabase database = engine.empty()) {
        ExecutorService pool = Executors.newFixedThreadPool(NODES);
        try {
          CyclicBarrier start = new CyclicBarrier(NODES);
          List<Future<?>> nodes = new ArrayList<>();
          for (int i = 0; i < NODES; i++) {
            nodes.add(
                pool.submit(
                    () -> {
                      start.await(30, TimeUnit.SECONDS);
                      MusterSchema.install(database.dataSource());
                      return true;
                    }));
          }
          for (Future<?> node : nodes) {
            node.get(60, TimeUnit.SECONDS);
          }
        } finally {
          pool.shutdownNow();
        }
        assertThat(database.column("select version from muster_schema")).containsExactly("1");
      }
    }
  }

  @Test
  void a_script_that_was_applied_with_another_content_is_refused() {
    try (TestDatabase database = engine.installed()) {
      database.run("update muster_schema set checksum = 'another'");

      assertThatThrownBy(() -> MusterSchema.install(database.dataSource()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(engine.dialect().scripts().get(0));
    }
  }

  @Test
  void a_version_that_a_newer_muster_applied_is_left_alone() {
    try (TestDatabase database = engine.installed()) {
      database.run(
          "insert into muster_schema (version, script, checksum) values (999, 'V999', 'x')");

      MusterSchema.install(database.dataSource());

      assertThat(database.column("select version from muster_schema order by version"))
          .containsExactly("1", "999");
    }
  }

  @Test
  void scripts_that_a_migration_tool_ran_are_verified_and_may_be_installed_over() {
    try (TestDatabase database = engine.empty()) {
      Script.of(engine.dialect()).forEach(script -> database.run(script.text().split(";\\s*\n")));

      assertThatNoException().isThrownBy(() -> MusterSchema.verify(database.dataSource()));
      assertThatNoException().isThrownBy(() -> MusterSchema.install(database.dataSource()));
    }
  }

  @Test
  void a_missing_table_does_not_verify() {
    try (TestDatabase database = engine.installed()) {
      database.run("drop table muster_role");

      assertThatThrownBy(() -> MusterSchema.verify(database.dataSource()))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void missing_tables_do_not_verify() {
    try (TestDatabase database = engine.empty()) {
      assertThatThrownBy(() -> MusterSchema.verify(database.dataSource()))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void a_table_that_ignores_case_is_refused() {
    Map<String, String> idColumns =
        Map.of(
            "muster_change", "id",
            "muster_change_epoch", "user_id",
            "muster_change_subject", "change_id",
            "muster_membership", "user_id",
            "muster_refresh", "token_hash",
            "muster_role", "user_id",
            "muster_token", "id",
            "muster_token_epoch", "user_id",
            "muster_webhook", "message_id");
    for (String table : idColumns.keySet()) {
      try (TestDatabase database = engine.installed()) {
        if (engine == Engine.POSTGRESQL) {
          database.run(Engine.LOOSE_COLLATION);
        }
        database.run(engine.altered(table, idColumns.get(table)));

        assertThatThrownBy(() -> MusterSchema.install(database.dataSource()))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("table " + table + " must compare ids byte by byte");
        assertThatThrownBy(() -> MusterSchema.verify(database.dataSource()))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("byte by byte");
        assertThat(database.column("select provider from " + table)).isEmpty();
      }
    }
  }

  @Test
  void a_database_that_muster_has_no_schema_for_is_refused_by_name() {
    DataSource other =
        proxy(DataSource.class, proxy(Connection.class, proxy(DatabaseMetaData.class, "Sybase")));

    for (ThrowingInstall install :
        List.<ThrowingInstall>of(
            MusterSchema::install,
            JdbiMembershipStore::on,
            JdbiChangeLog::on,
            JdbiChangeStore::on,
            JdbiDirectoryStore::on,
            JdbiFeedStore::on,
            JdbiOrganizationTokenStore::on,
            JdbiRefreshStore::on,
            JdbiRoleStore::on,
            JdbiWalkStore::on)) {
      assertThatThrownBy(() -> install.on(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Sybase");
    }
  }

  /** Answers its parts by their type, and yes to everything else. */
  private static <T> T proxy(Class<T> type, Object part) {
    return type.cast(
        Proxy.newProxyInstance(
            MusterSchemaTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getReturnType().isInstance(part)) {
                return part;
              }
              return method.getReturnType() == boolean.class
                  ? method.getName().equals("getAutoCommit")
                  : null;
            }));
  }

  /** Something that needs a known database. */
  private interface ThrowingInstall {
    void on(DataSource dataSource) throws SQLException;
  }
}
