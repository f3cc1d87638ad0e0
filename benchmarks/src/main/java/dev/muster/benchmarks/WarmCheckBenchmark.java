package dev.muster.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * A warm check of a session within 30 seconds, by one thread and by two, beside the cache look-up
 * that a host would write itself and beside work that shares nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WarmCheckBenchmark {
  private static final int ENTRIES = 16_384;
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final OrganizationId ORGANIZATION = new OrganizationId("org_benchmark");
  private static final Requirement MEMBER = Requirement.member();

  /** About as long as a check. */
  private static final int TOKENS = 100;

  @Benchmark
  public @Nullable Boolean caffeine(Members members, Cursor cursor) {
    return members.cache.getIfPresent(key(members.users[cursor.next()]));
  }

  @Benchmark
  public Decision check(Members members, Cursor cursor) {
    return members.muster.check(members.sessions[cursor.next()], ORGANIZATION.value(), MEMBER);
  }

  @Benchmark
  @Threads(2)
  public Decision checkByTwo(Members members, Cursor cursor) {
    return check(members, cursor);
  }

  @Benchmark
  public void cpu() {
    Blackhole.consumeCPU(TOKENS);
  }

  @Benchmark
  @Threads(2)
  public void cpuByTwo() {
    cpu();
  }

  private static MembershipKey key(UserId user) {
    return new MembershipKey(FixedProvider.INSTANCE, ORGANIZATION, user);
  }

  /** Members whom a Muster and a cache of the host's own remember. */
  @State(Scope.Benchmark)
  public static class Members {
    private final Cache<MembershipKey, Boolean> cache =
        Caffeine.newBuilder().maximumSize(ENTRIES * 2L).expireAfterWrite(BOUND).build();
    private final UserId[] users = new UserId[ENTRIES];
    private final Session[] sessions = new Session[ENTRIES];
    private final Muster muster =
        Muster.builder()
            .provider(new FixedProvider())
            .roles(RoleMap.builder().role("member").build())
            .freshness(Freshness.within(BOUND))
            .cacheSize(ENTRIES * 2)
            .build();

    @Setup
    public void fill() {
      for (int i = 0; i < ENTRIES; i++) {
        users[i] = new UserId("user_" + i);
        sessions[i] = muster.vouchedByHost(users[i]);
        muster.require(AccessCheck.of(sessions[i], MEMBER).in(ORGANIZATION.value()));
      }
    }

    /** Muster renews what it remembers; a plain cache would look faster by finding nothing. */
    @Setup(Level.Iteration)
    public void renew() {
      for (UserId user : users) {
        cache.put(key(user), true);
      }
    }

    @TearDown
    public void stop() {
      muster.close();
    }
  }

  /** Where a thread is on its way round the members. Threads begin apart from each other. */
  @State(Scope.Thread)
  public static class Cursor {
    private int next;

    @Setup
    public void place(ThreadParams threads) {
      next = ENTRIES / threads.getThreadCount() * threads.getThreadIndex();
    }

    private int next() {
      return next++ & (ENTRIES - 1);
    }
  }
}
