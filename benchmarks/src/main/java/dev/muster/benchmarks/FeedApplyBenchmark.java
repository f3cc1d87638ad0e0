package dev.muster.benchmarks;

import dev.muster.jdbi.JdbiChangeLog;
import dev.muster.jdbi.JdbiFeedStore;
import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A page of events applied by the feed's store, beside a batch that upserts the same rows into a
 * table of the same columns, constraints and indexes. Each event changes its row. The feed also
 * locks and compares, moves its cursor, and writes an entry of the log for each row.
 *
 * <p>Both take a page in one transaction on a connection of the same pool, with the flags that the
 * driver has by itself: inserts of a batch are not rewritten, and a statement is prepared at the
 * server from its fifth use on. Neither table is analyzed: its statistics are what the server
 * happens to have, as in a new host's first minutes. With {@code reWriteBatchedInserts}, which
 * changes no statement of Muster's, the upsert is about twice as fast.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FeedApplyBenchmark {
  private static final int PAGE = 100;
  private static final int ROWS = 10_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String UPSERT =
      "insert into raw_membership (provider, organization_id, user_id, epoch, membership_id,"
          + " status, roles, updated_at_second, updated_at_nano, as_of, ended_at, removal_id)"
          + " values (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (provider, organization_id, user_id) do update set"
          + " epoch = raw_membership.epoch + 1, membership_id = excluded.membership_id,"
          + " status = excluded.status, roles = excluded.roles,"
          + " updated_at_second = excluded.updated_at_second,"
          + " updated_at_nano = excluded.updated_at_nano, as_of = excluded.as_of,"
          + " ended_at = excluded.ended_at, removal_id = excluded.removal_id";

  private PostgresHost host;
  private FeedStore feed;
  private JdbiChangeLog log;
  private long fence;
  private String cursor = "0";
  private int next;

  @Setup
  public void fill() throws IOException, SQLException {
    host = PostgresHost.start();
    feed = JdbiFeedStore.on(host.jdbi());
    log = JdbiChangeLog.on(host.jdbi());
    host.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "create table raw_membership (like muster_membership including all)"));
    fence =
        feed.lead(FixedProvider.INSTANCE, "benchmark", Duration.ofDays(1)).orElseThrow().fence();
    if (!feed.begin(FixedProvider.INSTANCE, fence, cursor, START)) {
      throw new IllegalStateException("the feed is not led");
    }
    for (int i = 0; i < ROWS / PAGE; i++) {
      apply();
    }
    next = 0;
    for (int i = 0; i < ROWS / PAGE; i++) {
      upsert();
    }
  }

  @TearDown(Level.Iteration)
  public void sweep() {
    var unused = log.sweep(Duration.ZERO, Integer.MAX_VALUE);
  }

  @TearDown
  public void stop() throws IOException {
    host.close();
  }

  @Benchmark
  public FeedStore.Applied apply() {
    List<ProviderEvent> events = new ArrayList<>(PAGE);
    for (Membership membership : page()) {
      events.add(
          new ProviderEvent(
              "event_" + next, START, new ProviderEvent.MembershipStated(membership)));
    }
    String to = Integer.toString(next);
    FeedStore.Applied applied =
        feed.apply(FixedProvider.INSTANCE, fence, new FeedStore.Batch(cursor, to, events, START))
            .orElseThrow();
    cursor = to;
    if (applied.changed().size() != PAGE) {
      throw new IllegalStateException("only " + applied.changed().size() + " rows changed");
    }
    return applied;
  }

  @Benchmark
  public int[] upsert() throws SQLException {
    try (Connection connection = host.connection();
        PreparedStatement rows = connection.prepareStatement(UPSERT)) {
      connection.setAutoCommit(false);
      for (Membership membership : page()) {
        bind(rows, membership);
        rows.addBatch();
      }
      int[] written = rows.executeBatch();
      connection.commit();
      return written;
    }
  }

  private static void bind(PreparedStatement row, Membership membership) throws SQLException {
    row.setString(1, FixedProvider.INSTANCE.value());
    row.setString(2, membership.organization().value());
    row.setString(3, membership.user().value());
    row.setString(4, membership.id().value());
    row.setString(5, membership.status().name());
    row.setString(6, membership.roles().get(0).value());
    row.setLong(7, membership.updatedAt().getEpochSecond());
    row.setInt(8, membership.updatedAt().getNano());
    row.setObject(9, START.atOffset(ZoneOffset.UTC));
    row.setNull(10, Types.TIMESTAMP_WITH_TIMEZONE);
    row.setNull(11, Types.VARCHAR);
  }

  /** The next page of rows, each of another organization, and each another word than before. */
  private List<Membership> page() {
    List<Membership> page = new ArrayList<>(PAGE);
    for (int i = 0; i < PAGE; i++) {
      int number = next++;
      int row = number % ROWS;
      page.add(
          new Membership(
              new MembershipId("om_" + row),
              new OrganizationId("org_" + row % PAGE),
              new UserId("user_" + row / PAGE),
              MembershipStatus.ACTIVE,
              List.of(new RoleSlug("role-" + number / ROWS % 2)),
              START.plusSeconds(number / ROWS)));
    }
    return page;
  }
}
