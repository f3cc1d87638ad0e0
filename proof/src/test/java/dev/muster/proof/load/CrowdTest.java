package dev.muster.proof.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of callers at once who want to know the same. */
@Tag("MEM-6")
class CrowdTest {
  private static final int CALLERS = Integer.getInteger("muster.crowd", 2_000);
  private static final Duration LONG = Duration.ofMinutes(1);

  /** A caller needs little of a stack; thousands of the usual ones are address space for it. */
  private static final long STACK_BYTES = 256 * 1024;

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .clock(InstantSource.system())
          .callDeadline(LONG)
          .build();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .deadline(LONG)
          .build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final Hold hold = new Hold();

  @BeforeEach
  void a_member_and_a_slow_provider() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    OrganizationId other = provider.dashboard().createOrganization("Other").id();
    provider.dashboard().join(other, ann, new RoleSlug("member"));
    // Thousands of threads that all load the same classes would be a test of that.
    muster.require(
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.member())
            .in(OrganizationRef.of(other)));
    provider.calls().reset();
    provider.faults().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(hold));
  }

  @AfterEach
  void stop() {
    hold.release();
    muster.close();
  }

  @Test
  void cold_callers_within_one_bound_make_one_call() throws InterruptedException {
    assertThat(granted(Freshness.within(Duration.ofMinutes(10)))).isEqualTo(CALLERS);
    assertThat(provider.calls().count(Operation.FIND_MEMBERSHIP)).isEqualTo(1);
  }

  @Test
  void live_callers_make_two_calls() throws InterruptedException {
    assertThat(granted(Freshness.live())).isEqualTo(CALLERS);
    // The first, and one that began when all the others had asked.
    assertThat(provider.calls().count(Operation.FIND_MEMBERSHIP)).isEqualTo(2);
  }

  /** All ask, all wait for the first answer, and then it comes. */
  private int granted(Freshness freshness) throws InterruptedException {
    AccessCheck check =
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.member())
            .in(OrganizationRef.of(acme))
            .onRoute(freshness);
    AtomicInteger granted = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Runnable caller =
          () -> {
            if (muster.check(check) instanceof Decision.Granted) {
              granted.incrementAndGet();
            }
          };
      Thread thread = new Thread(null, caller, "caller " + i, STACK_BYTES);
      thread.start();
      callers.add(thread);
    }
    for (Thread caller : callers) {
      while (caller.getState() != Thread.State.TIMED_WAITING) {
        assertThat(caller.isAlive()).isTrue();
        Thread.onSpinWait();
      }
    }
    hold.release();
    for (Thread caller : callers) {
      caller.join();
    }
    // Whoever sees an organization first asks for its name, and the others do not.
    assertThat(provider.calls().count(Operation.FIND_ORGANIZATION)).isEqualTo(1);
    return granted.get();
  }
}
