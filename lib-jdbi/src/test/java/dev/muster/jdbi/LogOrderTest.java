package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.store.ChangeLog;
import dev.muster.store.Notice;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers of the log come in the order of commits. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("FEED-8")
class LogOrderTest {
  private static final ProviderInstance PROVIDER = Members.PROVIDER;
  private static final int WRITERS = 8;
  private static final int EACH = 15;

  private final TestDatabase database;
  private final JdbiChangeLog log;

  LogOrderTest(Engine engine) {
    database = engine.installed();
    log = JdbiChangeLog.on(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Notice notice(String role) {
    return new Notice.OfRole(PROVIDER, new RoleSlug(role), null);
  }

  @Test
  void who_follows_eight_writers_meets_every_entry_once_and_in_order() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> writers = new ArrayList<>();
    List<Long> met = new ArrayList<>();
    try {
      for (int i = 0; i < WRITERS; i++) {
        String name = "role-" + i + "-";
        writers.add(
            pool.submit(
                () -> {
                  for (int n = 0; n < EACH; n++) {
                    log.append(List.of(notice(name + n), notice(name + n + "-2")));
                  }
                }));
      }
      long after = 0;
      boolean over;
      do {
        over = writers.stream().allMatch(Future::isDone);
        ChangeLog.Slice slice = log.read(PROVIDER, after, 7);
        slice.entries().forEach(entry -> met.add(entry.number()));
        after = slice.last();
        over &= slice.complete();
      } while (!over);
      for (Future<?> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(met).isSorted().doesNotHaveDuplicates().hasSize(2 * WRITERS * EACH);
  }

  @Test
  void control_a_number_that_is_taken_without_holding_the_head_is_missed() throws SQLException {
    String take = "update muster_log_head set number = number + 1 where id = 1";
    try (Connection slow = database.dataSource().getConnection();
        Statement statement = slow.createStatement()) {
      // The lock is let go at once, as a sequence would.
      statement.execute(take);
      slow.setAutoCommit(false);
      statement.execute(
          "insert into muster_log (number, provider, kind, word, written_at)"
              + " values (1, 'test', 'ROLE', 'slow', current_timestamp)");

      log.append(List.of(notice("fast")));
      ChangeLog.Slice slice = log.read(PROVIDER, 0, 10);
      assertThat(slice.entries())
          .extracting(ChangeLog.Entry::notice)
          .containsExactly(notice("fast"));
      slow.commit();
      slow.setAutoCommit(true);

      assertThat(log.read(PROVIDER, slice.last(), 10).entries()).isEmpty();
      assertThat(log.read(PROVIDER, 0, 10).entries()).hasSize(2);
    }
  }
}
