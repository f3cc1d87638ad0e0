package dev.muster.benchmarks;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.session.Session;
import dev.muster.store.MembershipStore;
import dev.muster.store.Observation;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A check that this node's memory does not answer and the mirror does, beside a plain read of the
 * same row over the same pool. The memory has room for one, and the checks go round many members.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MirrorHitBenchmark {
  private static final int ROWS = 1_024;
  private static final OrganizationId ORGANIZATION = new OrganizationId("org_benchmark");
  private static final String READ =
      "select status, roles, as_of from muster_membership"
          + " where provider = ? and organization_id = ? and user_id = ?";

  private final FixedProvider provider = new FixedProvider();
  private final UserId[] users = new UserId[ROWS];
  private final Session[] sessions = new Session[ROWS];
  private PostgresHost host;
  private Muster muster;
  private int next;

  @Setup
  public void fill() throws IOException {
    host = PostgresHost.start();
    muster =
        host.muster(provider).freshness(Freshness.within(Duration.ofHours(1))).cacheSize(1).build();
    MembershipStore mirror = host.mirror();
    for (int i = 0; i < ROWS; i++) {
      users[i] = new UserId("user_" + i);
      sessions[i] = muster.vouchedByHost(users[i]);
      MembershipKey key = new MembershipKey(FixedProvider.INSTANCE, ORGANIZATION, users[i]);
      Membership membership = new FixedProvider().findMembership(ORGANIZATION, users[i]).get();
      mirror.record(key, new Observation.Seen(membership, mirror.find(key).storeTime()), 0);
    }
  }

  @TearDown
  public void stop() throws IOException {
    muster.close();
    host.close();
    if (provider.calls() > 0) {
      throw new IllegalStateException("the mirror did not answer " + provider.calls() + " times");
    }
  }

  @Benchmark
  public Row read() {
    String user = users[next++ & (ROWS - 1)].value();
    return host.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(READ)
                    .bind(0, FixedProvider.INSTANCE.value())
                    .bind(1, ORGANIZATION.value())
                    .bind(2, user)
                    .map(
                        (row, context) ->
                            new Row(
                                row.getString(1),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class)))
                    .one());
  }

  @Benchmark
  public Pass check() {
    return muster.require(
        AccessCheck.of(sessions[next++ & (ROWS - 1)], Requirement.member())
            .in(ORGANIZATION.value()));
  }

  /** The most statements that a check sends. */
  static int statements() throws IOException {
    MirrorHitBenchmark hit = new MirrorHitBenchmark();
    hit.fill();
    try {
      return IntStream.range(0, ROWS).map(i -> hit.host.statements(hit::check)).max().orElseThrow();
    } finally {
      hit.stop();
    }
  }

  /** What a host needs of the row. */
  public record Row(String status, String roles, OffsetDateTime asOf) {}
}
