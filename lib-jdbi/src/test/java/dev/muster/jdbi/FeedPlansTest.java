package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedStore.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many rows of the mirror PostgreSQL reads for a page of events, as the mirror grows. */
@Tag("S10")
class FeedPlansTest {
  private static final ProviderInstance PROVIDER = new ProviderInstance("growing");
  private static final int PAGE = 100;
  private static final int USERS = 40;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TestDatabase database = Engine.POSTGRESQL.installed();
  private final JdbiFeedStore feed = JdbiFeedStore.on(database.dataSource());
  private final long fence = feed.lead(PROVIDER, "node", Duration.ZERO).orElseThrow().fence();
  private int pages;

  FeedPlansTest() {
    database.run("alter table muster_membership set (autovacuum_enabled = off)");
    var unused = feed.begin(PROVIDER, fence, "0", feed.status(PROVIDER).storeTime());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void it_reads_no_more_than_the_page_where_it_never_counted_the_mirror() {
    isSparing();
  }

  @Test
  void it_reads_no_more_than_the_page_where_it_counted_the_mirror_while_that_was_empty() {
    database.run("vacuum analyze muster_membership");
    isSparing();
  }

  /** Begins while the mirror is empty, so that plans which the server keeps are of then. */
  private void isSparing() {
    applied(0, USERS);
    long before = read();
    applied(USERS, USERS + 5);
    assertThat(read() - before).as("new members").isLessThan(5 * PAGE);
    before = read();
    applied(0, 5);
    assertThat(read() - before).as("changed members").isLessThan(5 * PAGE * 4);
  }

  /** A page a user, who is a member of as many organizations. */
  private void applied(int from, int to) {
    for (int user = from; user < to; user++) {
      UserId of = new UserId("user_" + user);
      Instant at = START.plusSeconds(pages);
      List<ProviderEvent> events =
          IntStream.range(0, PAGE)
              .mapToObj(
                  i ->
                      new ProviderEvent(
                          "event_" + pages + "_" + i,
                          at,
                          new ProviderEvent.MembershipStated(
                              new Membership(
                                  new MembershipId("om_" + of.value() + "_" + i),
                                  new OrganizationId("org_" + i),
                                  of,
                                  MembershipStatus.ACTIVE,
                                  List.of(),
                                  at))))
              .toList();
      Batch batch = new Batch(Integer.toString(pages), Integer.toString(++pages), events, START);
      assertThat(feed.apply(PROVIDER, fence, batch).orElseThrow().changed()).hasSize(PAGE);
    }
  }

  private long read() {
    database.run("select pg_stat_force_next_flush()");
    return Long.parseLong(
        database
            .column(
                "select seq_tup_read + idx_tup_fetch from pg_stat_user_tables"
                    + " where relname = 'muster_membership'")
            .get(0));
  }
}
