package dev.muster.proof.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.lease.Leases;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads that find the end of a lease at once tell its holder once. */
@Tag("MEM-12")
@Timeout(60)
class LeaseRaceTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 50;

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("test")).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();

  @Test
  void an_end_that_many_threads_find_is_told_once() throws Exception {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(THREADS);
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .build()) {
      for (int round = 0; round < ROUNDS; round++) {
        assertThat(tellings(muster, muster.leases(scheduler), scheduler)).isEqualTo(1);
      }
    } finally {
      scheduler.shutdownNow();
    }
  }

  private int tellings(Muster muster, Leases leases, ScheduledExecutorService scheduler)
      throws InterruptedException {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    AccessCheck check =
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.member())
            .in(OrganizationRef.of(acme));
    AtomicInteger told = new AtomicInteger();
    leases.hold(
        muster.require(check),
        Freshness.within(Duration.ofMinutes(1)),
        denied -> told.incrementAndGet());
    provider.dashboard().remove(acme, ann);
    for (int i = 0; i < THREADS; i++) {
      leases.recheck(new MembershipKey(provider.instance(), acme, ann));
    }
    assertThat(muster.check(check)).isInstanceOf(Decision.Denied.class);
    idle(scheduler);
    return told.get();
  }

  /** Waits until every thread of the scheduler has nothing left to do. */
  private static void idle(ScheduledExecutorService scheduler) throws InterruptedException {
    CountDownLatch idle = new CountDownLatch(THREADS);
    CyclicBarrier all = new CyclicBarrier(THREADS);
    for (int i = 0; i < THREADS; i++) {
      scheduler.execute(
          () -> {
            try {
              all.await(30, TimeUnit.SECONDS);
              idle.countDown();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    }
    assertThat(idle.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void control_a_lease_that_looks_and_then_tells_tells_more_than_once() throws Exception {
    AtomicInteger told = new AtomicInteger();
    boolean[] ended = new boolean[1];
    CyclicBarrier allHaveLooked = new CyclicBarrier(THREADS);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    CountDownLatch done = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      pool.execute(
          () -> {
            boolean open = !ended[0];
            try {
              allHaveLooked.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            if (open) {
              ended[0] = true;
              told.incrementAndGet();
            }
            done.countDown();
          });
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    pool.shutdownNow();
    assertThat(told).hasValue(THREADS);
  }
}
