package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.RoleSlug;
import dev.muster.store.Notice;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("FEED-8")
@Tag("MEM-9")
class PostgresBusTest {
  private static final String LISTENERS =
      "select pid from pg_stat_activity where datname = current_database()"
          + " and query ilike 'listen%'";
  private static TestDatabase database;

  private final Semaphore heard = new Semaphore(0);
  private final JdbiChangeLog log = JdbiChangeLog.on(database.dataSource());
  private final PostgresBus bus = PostgresBus.on(database.session(""));

  @BeforeAll
  static void install() {
    database = Engine.POSTGRESQL.installed();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  private void grow() {
    log.append(List.of(new Notice.OfRole(Members.PROVIDER, new RoleSlug("admin"), null)));
  }

  private void isHeard() throws InterruptedException {
    assertThat(heard.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void each_node_hears_when_the_log_has_grown() throws Exception {
    Semaphore other = new Semaphore(0);
    try (AutoCloseable one = bus.listen(heard::release);
        AutoCloseable two = bus.listen(other::release)) {
      isHeard();
      assertThat(other.tryAcquire(60, TimeUnit.SECONDS)).isTrue();

      grow();

      isHeard();
      assertThat(other.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      assertThat(List.of(one, two)).hasSize(2);
    }
  }

  @Test
  void a_connection_that_is_cut_is_opened_again_and_that_is_heard() throws Exception {
    try (AutoCloseable listening = bus.listen(heard::release)) {
      isHeard();
      for (int round = 0; round < 2; round++) {
        List<String> before = database.column(LISTENERS);
        assertThat(before).hasSize(1);

        database.column("select pg_terminate_backend(" + before.get(0) + ")");

        isHeard();
        assertThat(database.column(LISTENERS)).hasSize(1).isNotEqualTo(before);
      }
      heard.drainPermits();
      grow();
      isHeard();
      assertThat(listening).isNotNull();
    }
  }

  @Test
  void what_is_closed_holds_neither_connection_nor_thread() throws Exception {
    AutoCloseable listening = bus.listen(heard::release);
    isHeard();
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("muster-log-listener"))
            .toList();
    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);

    listening.close();

    for (Thread thread : threads) {
      thread.join(60_000);
      assertThat(thread.isAlive()).isFalse();
    }
    listening.close();
    heard.drainPermits();
    grow();
    assertThat(heard.availablePermits()).isZero();
  }

  @Test
  void another_database_is_refused() {
    try (TestDatabase other = Engine.H2.empty()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PostgresBus.on(other.dataSource()))
          .withMessageContaining("H2");
    }
  }
}
