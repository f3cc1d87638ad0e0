package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.membership.Failure;
import dev.muster.membership.MembershipEvent;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.RoleCatalog;
import dev.muster.role.RoleComparison;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleMapReport;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The provider's role list against the map: at start, in the background, and on demand. */
@Tag("ROLE-3")
@Timeout(60)
class RoleListAtStartTest {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final RoleSlug AUDITOR = new RoleSlug("auditor");

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).pageSize(1).build();
  private final BlockingQueue<MusterEvent> heard = new LinkedBlockingQueue<>();

  private MusterBuilder builder() {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("admin").role("member").build())
        .roleCatalog(provider)
        .listener(heard::add);
  }

  private void define(RoleSlug... roles) {
    for (RoleSlug role : roles) {
      provider.dashboard().defineRole(role);
    }
  }

  private MusterEvent next() throws InterruptedException {
    MusterEvent event = heard.poll(30, TimeUnit.SECONDS);
    assertThat(event).as("an event within 30 s").isNotNull();
    return event;
  }

  private static MusterEvent differs(Set<RoleSlug> unmapped, Set<RoleSlug> missing) {
    return new MusterEvent.OfRole(new RoleEvent.MapDiffers(new RoleMapReport(unmapped, missing)));
  }

  private static MusterEvent notCompared(Failure.Cause cause) {
    return new MusterEvent.OfRole(new RoleEvent.MapNotCompared(Failure.of(cause)));
  }

  @Test
  void a_difference_is_told_once_when_the_muster_is_built() throws Exception {
    define(ADMIN, AUDITOR);
    try (Muster muster = builder().build()) {
      assertThat(next()).isEqualTo(differs(Set.of(AUDITOR), Set.of(MEMBER)));
      assertThat(muster.compareRoles())
          .contains(
              new RoleComparison.Compared(new RoleMapReport(Set.of(AUDITOR), Set.of(MEMBER))));
      assertThat(heard).hasSize(1);
    }
  }

  @Test
  void no_difference_is_told_to_nobody() {
    define(ADMIN, MEMBER);
    CountDownLatch asked = new CountDownLatch(1);
    RoleCatalog counted =
        () -> {
          asked.countDown();
          return provider.listRoles();
        };
    try (Muster muster = builder().lookupThreads(1).roleCatalog(counted).build()) {
      // One thread: what is asked now is answered after the comparison of the start.
      assertThat(muster.compareRoles())
          .contains(new RoleComparison.Compared(new RoleMapReport(Set.of(), Set.of())));
      assertThat(asked.getCount()).isZero();
      assertThat(provider.calls().count(Operation.LIST_ROLES)).isEqualTo(4);
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void building_neither_waits_for_a_provider_that_hangs_nor_fails() throws Exception {
    Hold hold = new Hold();
    define(ADMIN);
    provider.faults().next(Operation.LIST_ROLES, new Fault.Hang(hold));
    try (Muster muster = builder().build()) {
      assertThat(muster.sessions()).isEmpty();
      assertThat(heard).isEmpty();
      hold.release();
      assertThat(next()).isEqualTo(differs(Set.of(), Set.of(MEMBER)));
    }
  }

  @Test
  void an_outage_is_told_once_as_one_and_never_as_a_difference() throws Exception {
    define(ADMIN, MEMBER, AUDITOR);
    provider.faults().pass(Operation.LIST_ROLES, 1);
    provider.faults().next(Operation.LIST_ROLES, new Fault.ServerError(503));
    try (Muster muster = builder().lookupThreads(1).build()) {
      assertThat(next()).isEqualTo(notCompared(Failure.Cause.PROVIDER_UNAVAILABLE));
      assertThat(provider.calls().count(Operation.LIST_ROLES)).isEqualTo(2);
      assertThat(heard).isEmpty();
      assertThat(muster.compareRoles())
          .contains(new RoleComparison.Compared(new RoleMapReport(Set.of(AUDITOR), Set.of())));
    }
  }

  @Test
  void a_refused_key_raises_the_operators_alarm() throws Exception {
    provider.faults().next(Operation.LIST_ROLES, new Fault.KeyRejected());
    try (Muster muster = builder().build()) {
      assertThat(next())
          .isEqualTo(
              new MusterEvent.OfMembership(
                  new MembershipEvent.ProviderMisconfigured(provider.instance())));
      assertThat(next()).isEqualTo(notCompared(Failure.Cause.PROVIDER_MISCONFIGURED));
      assertThat(muster.compareRoles()).isPresent();
    }
  }

  @Test
  void asked_for_now_a_failure_is_an_outcome_and_no_exception() {
    RoleCatalog down =
        () -> {
          throw new Unavailable("down", null, Duration.ofSeconds(7));
        };
    try (Muster muster = builder().roleCatalog(down).build()) {
      assertThat(muster.compareRoles())
          .contains(
              new RoleComparison.Failed(
                  new Failure(Failure.Cause.PROVIDER_UNAVAILABLE, Duration.ofSeconds(7))));
    }
    Muster closed = builder().build();
    closed.close();
    assertThat(closed.compareRoles())
        .contains(new RoleComparison.Failed(Failure.of(Failure.Cause.OVERLOADED)));
  }

  @Test
  void asked_for_now_it_waits_until_the_deadline_at_most() {
    Hold hold = new Hold();
    define(ADMIN, MEMBER);
    provider.faults().next(Operation.LIST_ROLES, new Fault.Hang(hold), 2);
    try (Muster muster = builder().deadline(Duration.ofMillis(50)).build()) {
      assertThat(muster.compareRoles())
          .contains(new RoleComparison.Failed(Failure.of(Failure.Cause.TIMED_OUT)));
    } finally {
      hold.release();
    }
  }

  @Test
  void without_a_catalogue_nothing_is_asked() {
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").build())
            .build()) {
      assertThat(muster.compareRoles()).isEmpty();
      assertThat(provider.calls().total()).isZero();
    }
  }
}
