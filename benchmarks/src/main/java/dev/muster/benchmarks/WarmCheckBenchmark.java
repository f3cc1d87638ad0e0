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
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A warm check of a session within 30 seconds, beside the cache look-up that a host would write
 * itself: Caffeine with maximum size and expiry, a fresh record key, 16,384 entries.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WarmCheckBenchmark {
  private static final int ENTRIES = 16_384;
  private static final Freshness BOUND = Freshness.within(Duration.ofHours(1));

  private static final Requirement MEMBER = Requirement.member();

  private final Cache<MembershipKey, Boolean> cache =
      Caffeine.newBuilder().maximumSize(ENTRIES * 2L).expireAfterWrite(Duration.ofHours(1)).build();
  private final OrganizationId organization = new OrganizationId("org_benchmark");
  private final UserId[] users = new UserId[ENTRIES];
  private final Session[] sessions = new Session[ENTRIES];
  private final Muster muster =
      Muster.builder()
          .provider(new FixedProvider())
          .roles(RoleMap.builder().role("member").build())
          .freshness(BOUND)
          .build();
  private int next;

  @Setup
  public void fill() {
    for (int i = 0; i < ENTRIES; i++) {
      users[i] = new UserId("user_" + i);
      sessions[i] = muster.vouchedByHost(users[i]);
      cache.put(new MembershipKey(FixedProvider.INSTANCE, organization, users[i]), true);
      muster.check(sessions[i], organization.value(), MEMBER);
    }
  }

  @TearDown
  public void stop() {
    muster.close();
  }

  @Benchmark
  public @Nullable Boolean baselineCaffeine() {
    UserId user = users[next++ & (ENTRIES - 1)];
    return cache.getIfPresent(new MembershipKey(FixedProvider.INSTANCE, organization, user));
  }

  @Benchmark
  public Decision warmCheck() {
    return muster.check(sessions[next++ & (ENTRIES - 1)], organization.value(), MEMBER);
  }

  @Benchmark
  public Decision warmCheckOfManyWords() {
    return muster.check(
        AccessCheck.of(sessions[next++ & (ENTRIES - 1)], MEMBER).in(organization.value()));
  }
}
