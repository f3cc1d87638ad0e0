package dev.muster.proof.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.lease.Lease;
import dev.muster.lease.LeaseHolder;
import dev.muster.lease.Leases;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("MEM-12")
class LeaseTest {
  private static final Freshness MINUTE = Freshness.within(Duration.ofMinutes(1));
  private static final Duration HALF = Duration.ofSeconds(30);

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final HandScheduler scheduler = new HandScheduler();
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("test")).clock(clock).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final List<String> told = new ArrayList<>();
  private Muster muster = muster(Duration.ZERO);
  private Leases leases = muster.leases(scheduler.asExecutor());

  @BeforeEach
  void anAdmin() {
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
  }

  @AfterEach
  void close() {
    muster.close();
  }

  @Test
  void a_removed_member_is_told_once_within_the_bound_and_nothing_after_it() {
    Lease lease = hold(Requirement.member());
    provider.dashboard().remove(acme, ann);
    pass(HALF);
    pass(HALF);
    assertThat(told).containsExactly("ended NO_MEMBERSHIP");
    assertThat(lease.state()).isEqualTo(Lease.State.ENDED);
    assertThat(leases.held()).isZero();
    assertThat(scheduler.isIdle()).isTrue();
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    pass(HALF);
    assertThat(told).hasSize(1);
  }

  @Test
  @Tag("ROLE-8")
  void a_demotion_below_the_requirement_ends_it_and_another_change_does_not() {
    Lease admins = hold(Requirement.atLeast(new Role("admin")));
    Lease members = hold(Requirement.member());
    provider.dashboard().setRoles(acme, ann, new RoleSlug("member"));
    pass(HALF);
    pass(HALF);
    assertThat(told).containsExactly("ended " + Reason.ROLE_TOO_LOW);
    assertThat(admins.state()).isEqualTo(Lease.State.ENDED);
    assertThat(members.state()).isEqualTo(Lease.State.ACTIVE);
  }

  @Test
  @Tag("ANS-2")
  void an_outage_keeps_it_to_the_bound_suspends_it_then_and_ends_nothing() {
    Lease lease = hold(Requirement.member());
    provider.faults().down();
    pass(HALF);
    pass(HALF);
    assertThat(lease.state()).isEqualTo(Lease.State.ACTIVE);
    pass(HALF);
    pass(HALF);
    assertThat(lease.state()).isEqualTo(Lease.State.SUSPENDED);
    assertThat(told).containsExactly("suspended");
    provider.faults().up();
    pass(HALF);
    assertThat(lease.state()).isEqualTo(Lease.State.ACTIVE);
    assertThat(told).containsExactly("suspended", "resumed");
  }

  @Test
  @Tag("MEM-8")
  void a_declared_grace_keeps_it_longer() {
    muster.close();
    muster = muster(Duration.ofMinutes(2));
    leases = muster.leases(scheduler.asExecutor());
    Lease lease = hold(Requirement.member());
    provider.faults().down();
    for (int halves = 0; halves < 6; halves++) {
      pass(HALF);
    }
    assertThat(lease.state()).as("3 minutes: bound and grace").isEqualTo(Lease.State.ACTIVE);
    pass(HALF);
    assertThat(told).containsExactly("suspended");
  }

  @Test
  void a_removal_after_an_outage_is_told_as_the_end() {
    hold(Requirement.member());
    provider.faults().down();
    for (int halves = 0; halves < 3; halves++) {
      pass(HALF);
    }
    provider.dashboard().remove(acme, ann);
    provider.faults().up();
    pass(HALF);
    assertThat(told).containsExactly("suspended", "ended NO_MEMBERSHIP");
  }

  @Test
  void what_another_request_sees_of_a_removal_is_told_without_waiting_for_the_next_turn() {
    hold(Requirement.member());
    provider.dashboard().remove(acme, ann);
    assertThat(muster.check(question(Requirement.member()).fresher(Freshness.live())))
        .isInstanceOf(Decision.Denied.class);
    assertThat(scheduler.pending()).isPositive();
    scheduler.runPending();
    assertThat(told).containsExactly("ended NO_MEMBERSHIP");
  }

  @Test
  void an_invalidation_re_checks_at_once() {
    hold(Requirement.member());
    provider.dashboard().remove(acme, ann);
    muster.invalidate(new MembershipKey(provider.instance(), acme, ann));
    scheduler.runPending();
    assertThat(told).containsExactly("ended NO_MEMBERSHIP");
  }

  @Test
  void a_lease_that_was_given_back_tells_nothing() {
    Lease lease = hold(Requirement.member());
    lease.close();
    provider.dashboard().remove(acme, ann);
    pass(HALF);
    assertThat(told).isEmpty();
    assertThat(lease.state()).isEqualTo(Lease.State.CLOSED);
    assertThat(leases.held()).isZero();
    assertThat(scheduler.isIdle()).isTrue();
  }

  @Test
  void a_lease_that_nobody_re_checks_is_suspended_by_its_own_clock() {
    Lease lease = hold(Requirement.member());
    scheduler.shutDown();
    clock.advance(Duration.ofMinutes(1));
    assertThat(lease.state()).isEqualTo(Lease.State.ACTIVE);
    clock.advance(Duration.ofMillis(1));
    assertThat(lease.state()).isEqualTo(Lease.State.SUSPENDED);
    muster.invalidate(new MembershipKey(provider.instance(), acme, ann));
    Pass pass = muster.require(question(Requirement.member()));
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> leases.hold(pass, MINUTE, holder()));
    assertThat(leases.held()).isEqualTo(1);
  }

  @Test
  void a_holder_that_throws_harms_no_other() {
    Pass pass = muster.require(question(Requirement.member()));
    leases.hold(
        pass,
        MINUTE,
        denied -> {
          throw new IllegalStateException("the holder's own fault");
        });
    hold(Requirement.member());
    provider.dashboard().remove(acme, ann);
    pass(HALF);
    pass(HALF);
    assertThat(told).containsExactly("ended NO_MEMBERSHIP");
  }

  @Test
  @Tag("BAD-INPUT")
  void a_live_or_very_short_bound_is_refused() {
    Pass pass = muster.require(question(Requirement.member()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> leases.hold(pass, Freshness.live(), holder()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> leases.hold(pass, Freshness.within(Duration.ofMillis(999)), holder()));
  }

  @Test
  @Tag("SCOPE-1")
  void a_lease_on_the_personal_scope_stands_until_it_is_closed() {
    Requirement either = Requirement.atLeast(new Role("admin")).orPersonal();
    Pass personal = muster.require(AccessCheck.of(muster.vouchedByHost(ann), either));
    Lease lease = leases.hold(personal, MINUTE, holder());
    provider.dashboard().remove(acme, ann);
    for (int i = 0; i < 10; i++) {
      pass(HALF);
    }
    assertThat(lease.state()).isEqualTo(Lease.State.ACTIVE);
    assertThat(leases.held()).isEqualTo(1);

    lease.close();

    assertThat(leases.held()).isZero();
    assertThat(scheduler.isIdle()).isTrue();
    assertThat(told).isEmpty();
  }

  /** Time goes by, and the scheduler does its turn. */
  private void pass(Duration time) {
    clock.advance(time);
    scheduler.tick();
    scheduler.runPending();
  }

  private Lease hold(Requirement requirement) {
    return leases.hold(muster.require(question(requirement)), MINUTE, holder());
  }

  private AccessCheck question(Requirement requirement) {
    return AccessCheck.of(muster.vouchedByHost(ann), requirement)
        .in(OrganizationRef.of(acme))
        .onRoute(MINUTE);
  }

  private LeaseHolder holder() {
    return new LeaseHolder() {
      @Override
      public void ended(Decision.Denied denied) {
        told.add("ended " + denied.reason());
      }

      @Override
      public void suspended(Decision.Undecided undecided) {
        told.add("suspended");
      }

      @Override
      public void resumed() {
        told.add("resumed");
      }
    };
  }

  private Muster muster(Duration grace) {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("admin").role("member").build())
        .grace(grace)
        .withoutReadingAhead()
        .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
        .build();
  }
}
