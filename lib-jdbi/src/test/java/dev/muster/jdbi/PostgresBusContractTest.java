package dev.muster.jdbi;

import dev.muster.name.RoleSlug;
import dev.muster.store.InvalidationBus;
import dev.muster.store.Notice;
import dev.muster.testkit.contract.BusUnderTest;
import dev.muster.testkit.contract.InvalidationBusContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The bus of PostgreSQL's own notifications. */
class PostgresBusContractTest extends InvalidationBusContract {
  private static TestDatabase database;

  @BeforeAll
  static void install() {
    database = Engine.POSTGRESQL.installed();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Override
  protected BusUnderTest open() {
    PostgresBus bus = PostgresBus.on(database.session(""));
    JdbiChangeLog log = JdbiChangeLog.on(database.dataSource());
    return new BusUnderTest() {
      @Override
      public InvalidationBus bus() {
        return bus;
      }

      @Override
      public void grow() {
        log.append(List.of(new Notice.OfRole(Members.PROVIDER, new RoleSlug("admin"), null)));
      }

      @Override
      public void cut() {
        database.column(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and query ilike 'listen%'");
      }

      @Override
      public void close() {}
    };
  }
}
