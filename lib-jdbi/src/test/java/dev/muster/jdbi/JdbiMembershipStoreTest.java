package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.member;
import static dev.muster.jdbi.Members.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.provider.MembershipStatus;
import dev.muster.store.MembershipStore;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.MirrorEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.HashPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
class JdbiMembershipStoreTest {
  private final Engine engine;
  private final TestDatabase database;
  private final Wire wire;
  private final MembershipStore store;
  private final Instant now;

  JdbiMembershipStoreTest(Engine engine) {
    this.engine = engine;
    database = engine.installed();
    wire = new Wire(database.dataSource());
    store = JdbiMembershipStore.on(wire.dataSource());
    now = store.find(KEY).storeTime();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void as_of_is_cut_to_the_microsecond_and_never_rounded_up() {
    Write write = store.record(KEY, seen(now.plusNanos(999), "member"), 0);

    MirrorEntry cut = new MirrorEntry.Present(1, member("member"), now);
    assertThat(write).isEqualTo(new Write(Verdict.ACCEPTED, cut));
    assertThat(store.find(KEY).entry()).isEqualTo(cut);
    assertThat(store.record(KEY, seen(now.plusNanos(1), "member"), 1).entry()).isEqualTo(cut);
  }

  @Test
  void times_do_not_depend_on_the_time_zone_of_a_session() {
    // An hour that the zone has twice.
    Instant asOf = Instant.parse("2026-11-01T05:30:00Z");
    MembershipStore there =
        JdbiMembershipStore.on(database.session(engine.timeZone("America/New_York")));

    there.record(KEY, seen(asOf, "member"), 0);

    assertThat(store.find(KEY).entry())
        .isEqualTo(new MirrorEntry.Present(1, member("member"), asOf));
    assertThat(there.find(KEY).entry()).isEqualTo(store.find(KEY).entry());
    assertThat(there.find(KEY).storeTime()).isBetween(now, store.find(KEY).storeTime());
  }

  @Test
  void the_syntax_that_the_host_taught_its_jdbi_does_not_matter() {
    Jdbi jdbi = Jdbi.create(database.dataSource());
    jdbi.getConfig(SqlStatements.class)
        .setSqlParser(new HashPrefixSqlParser())
        .setTemplateEngine((template, context) -> "not " + template);
    MembershipStore hosted = JdbiMembershipStore.on(jdbi);

    hosted.record(KEY, seen(now, "member"), 0);

    assertThat(hosted.find(KEY)).isNotNull();
    assertThat(store.find(KEY).entry().epoch()).isEqualTo(1);
  }

  @Test
  void a_transaction_of_the_caller_is_not_joined() {
    Jdbi jdbi = Jdbi.create(database.dataSource());
    MembershipStore hosted = JdbiMembershipStore.on(jdbi);

    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    handle -> {
                      hosted.record(KEY, seen(now, "member"), 0);
                      throw new IllegalStateException("the host rolls back");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store.find(KEY).entry().epoch()).isEqualTo(1);
  }

  @Test
  @Tag("MEM-1")
  void a_status_that_a_newer_version_wrote_grants_nothing() {
    store.record(KEY, seen(now, "member"), 0);
    database.run("update muster_membership set status = 'PAUSED'");

    MirrorEntry.Present present = (MirrorEntry.Present) store.find(KEY).entry();
    assertThat(present.membership().status()).isEqualTo(MembershipStatus.UNKNOWN);
  }

  @Test
  @Tag("MEM-7")
  void two_writers_that_have_both_read_do_not_both_win() throws Exception {
    store.record(KEY, seen(now, "member"), 0);

    assertThat(verdictsOfTwo()).containsExactlyInAnyOrder(Verdict.ACCEPTED, Verdict.MOVED);
    assertThat(store.find(KEY).entry().epoch()).isEqualTo(2);
  }

  @Test
  @Tag("MEM-7")
  void control_without_the_row_lock_both_win() throws Exception {
    store.record(KEY, seen(now, "member"), 0);
    CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    wire.rewrite(sql -> sql.replace(" for update", ""));
    wire.afterEach(
        sql -> {
          if (sql.endsWith(" for update")) {
            try {
              bothHaveRead.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        });

    assertThat(verdictsOfTwo()).containsExactly(Verdict.ACCEPTED, Verdict.ACCEPTED);
  }

  private List<Verdict> verdictsOfTwo() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier start = new CyclicBarrier(2);
      List<Future<Write>> writes = new ArrayList<>();
      for (String role : List.of("admin", "owner")) {
        writes.add(
            pool.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  return store.record(KEY, seen(now, role), 1);
                }));
      }
      List<Verdict> verdicts = new ArrayList<>();
      for (Future<Write> write : writes) {
        verdicts.add(write.get(60, TimeUnit.SECONDS).verdict());
      }
      return verdicts;
    } finally {
      pool.shutdownNow();
    }
  }
}
