package dev.muster.jdbi;

import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.DirectoryStore.Visit;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Of many members who come by when an organization is due, one has it refreshed. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("ORG-2")
class OrganizationVisitsTest {
  private static final int VISITORS = 8;
  private static final int ROUNDS = 20;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final OrganizationId ACME = new OrganizationId("org_1");

  private final TestDatabase database;
  private final Wire wire;
  private final DirectoryStore store;
  private final ExecutorService threads = Executors.newFixedThreadPool(VISITORS);

  OrganizationVisitsTest(Engine engine) {
    database = engine.installed();
    wire = new Wire(database.dataSource());
    store = JdbiDirectoryStore.on(wire.dataSource());
    store.add(
        PROVIDER,
        new DirectoryStore.Entry(new Organization(ACME, "Acme"), new OrganizationSlug("acme")));
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    database.close();
  }

  private void longAgo() {
    database.run("update muster_organization set refreshed_at = '2020-01-01 00:00:00'");
  }

  @Test
  void of_many_visitors_at_once_exactly_one_refreshes() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      longAgo();
      CyclicBarrier together = new CyclicBarrier(VISITORS);
      Callable<Optional<Visit>> visit =
          () -> {
            together.await();
            return store.visit(PROVIDER, ACME, HOUR);
          };
      int refreshing = 0;
      List<Future<Optional<Visit>>> visits =
          threads.invokeAll(Collections.nCopies(VISITORS, visit));
      for (Future<Optional<Visit>> one : visits) {
        refreshing += one.get().orElseThrow().refreshes() ? 1 : 0;
      }
      assertThat(refreshing).isEqualTo(1);
    }
  }

  @Test
  void a_visit_is_one_statement_and_two_for_who_refreshes() {
    wire.clear();
    assertThat(store.visit(PROVIDER, ACME, HOUR).orElseThrow().refreshes()).isFalse();
    assertThat(wire.sent()).hasSize(1);
    longAgo();
    wire.clear();
    assertThat(store.visit(PROVIDER, ACME, HOUR).orElseThrow().refreshes()).isTrue();
    assertThat(wire.sent()).hasSize(2);
  }

  @Test
  void a_row_that_says_nothing_of_it_is_due() {
    database.run("update muster_organization set refreshed_at = null");
    assertThat(store.visit(PROVIDER, ACME, HOUR).orElseThrow().refreshes()).isTrue();
    assertThat(store.visit(PROVIDER, ACME, HOUR).orElseThrow().refreshes()).isFalse();
  }
}
