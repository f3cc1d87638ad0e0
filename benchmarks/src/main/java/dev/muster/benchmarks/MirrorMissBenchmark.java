package dev.muster.benchmarks;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.role.RoleMap;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The first check of somebody who was never seen, beside the call of the provider that it makes. It
 * reads the mirror, asks the provider, and writes the membership and the role.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MirrorMissBenchmark {
  static final int CALLERS = 10_000;

  private static final int THREADS = 200;
  private static final int REHEARSALS = 3_000;
  private static final Duration TAKES = Duration.ofMillis(20);
  private static final Freshness BOUND = Freshness.within(Duration.ofSeconds(30));
  private static final OrganizationId ORGANIZATION = new OrganizationId("org_benchmark");

  private final FixedProvider provider = new FixedProvider();
  private PostgresHost host;
  private Muster inPostgres;
  private Muster inMemory;
  private int next;

  @Setup
  public void start() throws IOException {
    start(REHEARSALS);
  }

  /** At fifty times a second nothing would be compiled: it is rehearsed, and slow only then. */
  void start(int rehearsals) throws IOException {
    host = PostgresHost.start();
    inPostgres = host.muster(provider).freshness(BOUND).build();
    inMemory = inMemory(provider);
    for (int i = 0; i < rehearsals; i++) {
      provider();
      checkInMemory();
      checkInPostgres();
    }
    provider.take(TAKES);
  }

  @TearDown
  public void stop() throws IOException {
    inMemory.close();
    inPostgres.close();
    host.close();
    if (provider.calls() != next) {
      throw new IllegalStateException(
          next + " times must be as many provider calls, but were " + provider.calls());
    }
  }

  @Benchmark
  public Optional<Membership> provider() {
    return provider.findMembership(ORGANIZATION, somebody());
  }

  @Benchmark
  public Pass checkInMemory() {
    return check(inMemory, somebody());
  }

  @Benchmark
  public Pass checkInPostgres() {
    return check(inPostgres, somebody());
  }

  /** How often the provider is asked when many callers want to know of one member at once. */
  static int calls() throws InterruptedException, ExecutionException {
    FixedProvider provider = new FixedProvider();
    provider.take(TAKES);
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    try (Muster muster = inMemory(provider)) {
      Callable<Pass> caller = () -> check(muster, new UserId("user_somebody"));
      for (Future<Pass> pass : callers.invokeAll(Collections.nCopies(CALLERS, caller))) {
        pass.get();
      }
    } finally {
      callers.shutdown();
    }
    return provider.calls();
  }

  private static Muster inMemory(FixedProvider provider) {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("member").build())
        .freshness(BOUND)
        .build();
  }

  private static Pass check(Muster muster, UserId user) {
    return muster.require(
        AccessCheck.of(muster.vouchedByHost(user), Requirement.member()).in(ORGANIZATION.value()));
  }

  private UserId somebody() {
    return new UserId("user_" + next++);
  }
}
