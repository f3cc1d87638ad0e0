package dev.muster.proof.lifecycle;

import static dev.muster.proof.lifecycle.Estate.ADMIN;
import static dev.muster.proof.lifecycle.Estate.MEMBER;
import static dev.muster.proof.lifecycle.Estate.OWNER;
import static dev.muster.proof.lifecycle.MembersTest.done;
import static dev.muster.proof.lifecycle.MembersTest.refused;
import static dev.muster.proof.lifecycle.MembersTest.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.account.CreationResult;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.lifecycle.LifecycleEvent;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.Refusal;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.lifecycle.Estate.Build;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.StoreException;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What others do while a change is under way, or after it was cut off. */
class UnderWayTest {
  private static final OrganizationSlug FRESH = new OrganizationSlug("fresh");
  private static final OrganizationSlug ACME = new OrganizationSlug("acme");

  /** The step is made, and something happens before its caller hears of it. */
  private static Object after(String step, Runnable happens, Callable<?> operation)
      throws Exception {
    AtomicBoolean happened = new AtomicBoolean();
    return Wire.<Object>watched(
        (name, call) -> {
          Object answer = call.call();
          if (name.equals(step) && !happened.getAndSet(true)) {
            happens.run();
          }
          return answer;
        },
        operation::call);
  }

  private static void lost() {
    throw new StoreException("cut", null);
  }

  private static Decision named(Estate estate, UserId user, String name) {
    return estate.muster.check(
        AccessCheck.of(estate.muster.vouchedByHost(user), Requirement.member())
            .onRoute(Freshness.within(Duration.ofMinutes(1)))
            .in(name));
  }

  @Test
  @Tag("ADM-5")
  @Tag("MEM-9")
  void members_of_an_organization_that_has_ended_are_denied_here_though_the_store_lost_its_answer()
      throws Exception {
    try (Estate estate = new Estate()) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));
      UserId bob = estate.joined("bob", MEMBER);
      assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);

      Object result =
          after(
              "ChangeStore.finish",
              UnderWayTest::lost,
              () -> estate.life().organizations().delete(ann));

      assertThat(result).isInstanceOf(LifecycleResult.Unavailable.class);
      assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
    }
  }

  @Test
  @Tag("ADM-5")
  @Tag("MEM-9")
  void the_slug_of_an_organization_that_has_ended_means_its_next_owner_at_once() {
    try (Estate estate = new Estate()) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));
      UserId bob = estate.joined("bob", MEMBER);
      Organization acme = estate.provider.findOrganization(estate.acme).orElseThrow();
      var unused = estate.directory.rename(Estate.FAKE, acme.id(), ACME);
      assertThat(named(estate, bob, "acme")).isInstanceOf(Decision.Granted.class);

      done(estate.life().organizations().delete(ann));
      Organization next = estate.dashboard().createOrganization("Next");
      estate.dashboard().join(next.id(), bob, MEMBER);
      assertThat(estate.directory.add(Estate.FAKE, new DirectoryStore.Entry(next, ACME))).isTrue();

      assertThat(named(estate, bob, "acme"))
          .isInstanceOfSatisfying(
              Decision.Granted.class,
              granted -> assertThat(granted.pass().organization()).isEqualTo(next.id()));
    }
  }

  @Test
  @Tag("ADM-5")
  void that_an_organization_has_ended_is_told_once_however_long_the_hosts_data_takes() {
    AtomicInteger calls = new AtomicInteger();
    try (Estate estate =
        new Estate(
            Build.OURS.policy(
                policy ->
                    policy.onDeletion(
                        (provider, organization) -> {
                          if (calls.incrementAndGet() < 4) {
                            throw new IllegalStateException("the disk is full");
                          }
                        })))) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));
      unavailable(estate.life().organizations().delete(ann));
      for (int i = 0; i < 4; i++) {
        var unused = estate.reconcile();
      }

      assertThat(calls).hasValue(4);
      assertThat(estate.events).filteredOn(LifecycleEvent.Changed.class::isInstance).hasSize(1);
      assertThat(estate.isSettled()).isTrue();
    }
  }

  @Test
  @Tag("ADM-4")
  void who_is_being_made_an_owner_again_counts_as_one() {
    try (Estate estate = new Estate(Build.OURS.policy(policy -> policy.owned(1)))) {
      Pass olga = estate.pass(estate.joined("olga", OWNER));
      UserId bob = estate.joined("bob", OWNER);
      estate.dashboard().deactivate(estate.acme, bob);
      estate.provider.faults().next(Operation.REACTIVATE_MEMBER, new Fault.ServerError(500));
      unavailable(estate.members().reactivate(olga, bob));

      assertThat(
              estate
                  .muster
                  .organizationCreation()
                  .orElseThrow()
                  .create(estate.signedIn(bob), FRESH, "Fresh"))
          .isEqualTo(new CreationResult.LimitReached(1));
    }
  }

  @Test
  @Tag("SES-7")
  void a_creator_who_was_removed_before_the_creation_is_taken_up_is_not_made_owner_again() {
    try (Estate estate = new Estate()) {
      UserId ann = estate.user("ann");
      UserId bob = estate.user("bob");
      OrganizationId fresh = cutOff(estate, ann, new Fault.LostAnswer());
      assertThat(named(estate, ann, fresh.value())).isInstanceOf(Decision.Granted.class);
      estate.dashboard().join(fresh, bob, OWNER);
      estate.dashboard().remove(fresh, ann);

      assertThat(estate.reconcile()).isEqualTo(1);

      assertThat(estate.provider.findMembership(fresh, ann)).isEmpty();
      assertThat(estate.provider.findMembership(fresh, bob)).isPresent();
      assertThat(estate.isSettled()).isTrue();
    }
  }

  @Test
  @Tag("SES-7")
  void an_organization_that_others_joined_is_not_taken_back_when_its_creator_is_refused() {
    try (Estate estate = new Estate()) {
      UserId ann = estate.user("ann");
      UserId bob = estate.user("bob");
      OrganizationId fresh = cutOff(estate, ann, new Fault.ServerError(500));
      estate.dashboard().join(fresh, bob, OWNER);
      estate.provider.faults().next(Operation.ADD_MEMBER, new Fault.Refusal("not_allowed"));

      assertThat(estate.reconcile()).isEqualTo(1);

      assertThat(estate.provider.findMembership(fresh, bob)).isPresent();
    }
  }

  @Test
  @Tag("ADM-1")
  void who_is_inactive_can_be_deactivated_again_and_removed() {
    try (Estate estate = new Estate()) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));
      UserId bob = estate.joined("bob", MEMBER);

      done(estate.members().deactivate(ann, bob));
      done(estate.members().deactivate(ann, bob));
      assertThat(named(estate, bob, estate.acme.value())).isInstanceOf(Decision.Denied.class);
      done(estate.members().remove(ann, bob));

      assertThat(estate.provider.findMembership(estate.acme, bob)).isEmpty();
    }
  }

  @Test
  @Tag("ROLE-9")
  void a_role_is_not_asked_for_when_others_may_have_given_the_change_up() throws Exception {
    try (Estate estate = new Estate()) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));
      UserId bob = estate.joined("bob", ADMIN);

      Object result =
          after(
              "ChangeStore.begin",
              () -> {
                estate.clock.advance(LifecyclePolicy.DEFAULT_TAKE_UP_AFTER);
                assertThat(estate.life().reconciler().runOnce()).isEqualTo(1);
                done(estate.members().leave(ann));
              },
              () -> estate.members().changeRole(ann, bob, MEMBER));

      assertThat(result).isInstanceOf(LifecycleResult.Unavailable.class);
      assertThat(estate.admins()).isEqualTo(1);
      assertThat(estate.isSettled()).isTrue();
    }
  }

  @Test
  @Tag("ADM-1")
  void a_personal_pass_and_none_are_mistakes_of_the_caller_and_no_outages() {
    try (Estate estate = new Estate()) {
      Pass personal = estate.personal(estate.user("ann"));
      assertThatThrownBy(() -> estate.members().leave(personal))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> estate.life().organizations().delete(personal))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> estate.invitations().list(personal))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @Tag("ADM-1")
  @Tag("ROLE-9")
  void whose_role_means_nothing_any_more_is_what_the_hosts_record_keeps() {
    try (Estate estate = new Estate()) {
      Pass ann = estate.pass(estate.joined("ann", ADMIN));
      UserId olga = estate.joined("olga", OWNER);
      UserId carl = estate.joined("carl", ADMIN);
      assertThat(estate.check(olga)).isInstanceOf(Decision.Granted.class);
      Pass carls = estate.pass(carl);
      estate.dashboard().setRoles(estate.acme, olga, new RoleSlug("unheard"));
      estate.dashboard().setRoles(estate.acme, carl, new RoleSlug("unheard"));

      refused(estate.members().remove(ann, olga), Refusal.INSUFFICIENT_ROLE);
      refused(estate.members().changeRole(ann, olga, MEMBER), Refusal.INSUFFICIENT_ROLE);
      estate.dashboard().remove(estate.acme, ann.user());
      estate.dashboard().remove(estate.acme, olga);
      refused(estate.members().leave(carls), Refusal.LAST_ADMIN);
    }
  }

  /** A creation whose creator could not be made a member, or was without our knowing. */
  private static OrganizationId cutOff(Estate estate, UserId creator, Fault fault) {
    estate.provider.faults().next(Operation.ADD_MEMBER, fault);
    assertThat(
            estate
                .muster
                .organizationCreation()
                .orElseThrow()
                .create(estate.signedIn(creator), FRESH, "Fresh"))
        .isInstanceOf(CreationResult.Unavailable.class);
    return estate.dashboard().organizations().stream()
        .map(Organization::id)
        .filter(id -> !id.equals(estate.acme))
        .findFirst()
        .orElseThrow();
  }
}
