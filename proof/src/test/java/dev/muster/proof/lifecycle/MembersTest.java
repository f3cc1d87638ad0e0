package dev.muster.proof.lifecycle;

import static dev.muster.proof.lifecycle.Estate.ADMIN;
import static dev.muster.proof.lifecycle.Estate.MEMBER;
import static dev.muster.proof.lifecycle.Estate.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.lifecycle.LifecycleEvent;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.OrganizationMember;
import dev.muster.lifecycle.OwnershipTransfer;
import dev.muster.lifecycle.Refusal;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Failure;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.store.ChangeStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members of an organization, changed by one of them. */
class MembersTest {
  private final Estate estate = new Estate();
  private final UserId ann = estate.joined("ann", ADMIN);
  private final UserId bob = estate.joined("bob", MEMBER);

  @AfterEach
  void close() {
    estate.close();
  }

  static void refused(LifecycleResult<?> result, Refusal why) {
    assertThat(result).isEqualTo(new LifecycleResult.Refused<>(why, null));
    assertThat(result.problem()).contains(why.problem());
  }

  static <T> T done(LifecycleResult<T> result) {
    assertThat(result).isInstanceOf(LifecycleResult.Done.class);
    return ((LifecycleResult.Done<T>) result).value();
  }

  static void unavailable(LifecycleResult<?> result) {
    assertThat(result).isInstanceOf(LifecycleResult.Unavailable.class);
    assertThat(result.problem()).contains(Problem.UNAVAILABLE);
  }

  @Test
  @Tag("ADM-1")
  void a_thousand_members_with_their_emails_cost_their_pages_and_batches() {
    for (int i = 0; i < 998; i++) {
      estate.joined("user" + i, MEMBER);
    }
    estate.provider.calls().reset();
    var pass = estate.pass(ann);
    estate.provider.calls().reset();

    List<OrganizationMember> members = done(estate.members().list(pass));

    assertThat(members).hasSize(1000).allMatch(member -> member.email() != null);
    assertThat(estate.provider.calls().count(Operation.LIST_MEMBERS)).isEqualTo(100);
    assertThat(estate.provider.calls().count(Operation.LIST_PROFILES)).isEqualTo(100);
    assertThat(estate.provider.calls().total()).isEqualTo(200);
    OrganizationMember first =
        members.stream().filter(m -> m.user().equals(ann)).findFirst().orElseThrow();
    assertThat(first.role()).isEqualTo(new Role("admin"));
    assertThat(first.email()).isEqualTo("ann@example.com");
  }

  @Test
  @Tag("ADM-1")
  void a_member_may_not_do_what_takes_an_administrator() {
    var pass = estate.pass(bob);

    refused(estate.members().list(pass), Refusal.INSUFFICIENT_ROLE);
    refused(estate.members().remove(pass, ann), Refusal.INSUFFICIENT_ROLE);
    refused(estate.members().changeRole(pass, bob, ADMIN), Refusal.INSUFFICIENT_ROLE);
    refused(estate.members().deactivate(pass, ann), Refusal.INSUFFICIENT_ROLE);
    refused(estate.members().reactivate(pass, ann), Refusal.INSUFFICIENT_ROLE);
    refused(estate.members().transferOwnership(pass, ann), Refusal.INSUFFICIENT_ROLE);
    refused(estate.life().organizations().delete(pass), Refusal.INSUFFICIENT_ROLE);
    refused(estate.life().organizations().rename(pass, "Other"), Refusal.INSUFFICIENT_ROLE);
    assertThat(estate.isActive(ann)).isTrue();
  }

  @Test
  @Tag("ADM-1")
  void an_unknown_and_a_foreign_user_are_refused_alike_and_an_outage_is_neither() {
    var pass = estate.pass(ann);
    UserId cyd = estate.user("cyd");
    OrganizationId other = estate.dashboard().createOrganization("Other").id();
    estate.dashboard().join(other, cyd, MEMBER);

    for (UserId nobody : List.of(cyd, new UserId("user_unknown"))) {
      estate.provider.calls().reset();
      refused(estate.members().remove(pass, nobody), Refusal.NOT_A_MEMBER);
      assertThat(estate.provider.calls().total()).isEqualTo(1);
      refused(estate.members().changeRole(pass, nobody, MEMBER), Refusal.NOT_A_MEMBER);
      refused(estate.members().deactivate(pass, nobody), Refusal.NOT_A_MEMBER);
      refused(estate.members().reactivate(pass, nobody), Refusal.NOT_A_MEMBER);
    }
    estate.provider.faults().next(Operation.FIND_MEMBERSHIP, new Fault.ServerError(500));
    unavailable(estate.members().remove(pass, cyd));
    assertThat(estate.provider.findMembership(other, cyd)).isPresent();
  }

  @Test
  @Tag("ADM-1")
  void a_credential_that_is_bound_to_an_organization_changes_none() {
    var bound =
        estate.muster.require(
            AccessCheck.of(estate.muster.vouchedByHost(ann, estate.acme), Requirement.member())
                .in(estate.acme.value()));

    refused(estate.members().remove(bound, bob), Refusal.WRONG_CREDENTIAL);
    refused(estate.members().leave(bound), Refusal.WRONG_CREDENTIAL);
    try (Estate another = new Estate()) {
      refused(another.members().remove(estate.pass(ann), bob), Refusal.WRONG_CREDENTIAL);
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void a_personal_pass_is_the_hosts_mistake() {
    var personal = estate.personal(ann);
    assertThatThrownBy(() -> estate.members().list(personal))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> estate.members().leave(personal))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> estate.life().organizations().delete(personal))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Tag("ADM-3")
  @Tag("MEM-9")
  void a_removed_member_is_denied_before_the_call_returns_and_the_tokens_are_dead() {
    assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);
    Hash token = estate.token(bob);

    ConsistencyToken end = done(estate.members().remove(estate.pass(ann), bob));

    assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
    assertThat(estate.isActive(bob)).isFalse();
    assertThat(estate.entry(bob)).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(end).isEqualTo(new ConsistencyToken(estate.key(bob), estate.entry(bob).epoch()));
    assertThat(estate.stateOf(token)).isEqualTo(State.REVOKED);
    assertThat(estate.roles.find(estate.key(bob))).isEmpty();
    assertThat(estate.events)
        .singleElement()
        .isInstanceOfSatisfying(
            LifecycleEvent.Changed.class,
            changed -> {
              assertThat(changed.end()).isEqualTo(ChangeStore.End.DONE);
              assertThat(changed.by()).isEqualTo(ann);
            });
  }

  @Test
  @Tag("ADM-3")
  void nobody_removes_oneself_and_whoever_leaves_is_gone() {
    refused(estate.members().remove(estate.pass(ann), ann), Refusal.USE_LEAVE);
    refused(estate.members().deactivate(estate.pass(ann), ann), Refusal.USE_LEAVE);

    done(estate.members().leave(estate.pass(bob)));

    assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
    assertThat(estate.isActive(bob)).isFalse();
  }

  @Test
  @Tag("ROLE-9")
  void the_last_administrator_can_neither_leave_nor_be_demoted_removed_or_deactivated() {
    UserId olga = estate.user("olga");
    refused(estate.members().leave(estate.pass(ann)), Refusal.LAST_ADMIN);
    refused(estate.members().changeRole(estate.pass(ann), ann, MEMBER), Refusal.LAST_ADMIN);
    var former = estate.pass(estate.joined("carl", ADMIN));
    estate.dashboard().setRoles(estate.acme, former.user(), MEMBER);
    refused(estate.members().remove(former, ann), Refusal.LAST_ADMIN);
    refused(estate.members().deactivate(former, ann), Refusal.LAST_ADMIN);
    refused(estate.members().changeRole(former, ann, MEMBER), Refusal.LAST_ADMIN);

    estate.dashboard().join(estate.acme, olga, ADMIN);
    estate.dashboard().deactivate(estate.acme, olga);
    refused(estate.members().leave(estate.pass(ann)), Refusal.LAST_ADMIN);
    estate.dashboard().reactivate(estate.acme, olga);
    done(estate.members().leave(estate.pass(ann)));
    assertThat(estate.admins()).isEqualTo(1);
  }

  @Test
  @Tag("ROLE-9")
  void an_organization_without_an_administrator_is_reported() {
    var pass = estate.pass(ann);
    estate.dashboard().setRoles(estate.acme, ann, MEMBER);

    done(estate.members().list(pass));

    assertThat(estate.events)
        .containsExactly(new LifecycleEvent.NoAdminLeft(Estate.FAKE, estate.acme));
  }

  @Test
  @Tag("ROLE-7")
  @Tag("MEM-9")
  void a_role_is_changed_at_the_provider_and_then_in_the_mirror_and_the_hosts_record() {
    assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);

    ConsistencyToken token = done(estate.members().changeRole(estate.pass(ann), bob, ADMIN));

    assertThat(estate.rolesOf(bob)).containsExactly(ADMIN);
    assertThat(((MirrorEntry.Present) estate.entry(bob)).membership().roles())
        .containsExactly(ADMIN);
    assertThat(estate.roles.find(estate.key(bob))).contains(new Role("admin"));
    assertThat(token.epoch()).isEqualTo(estate.entry(bob).epoch());
    assertThat(((Decision.Granted) estate.check(bob)).pass().role()).contains(new Role("admin"));
  }

  @Test
  @Tag("ROLE-7")
  void a_refusal_of_the_provider_changes_neither_mirror_nor_record() {
    estate.check(bob);
    estate.provider.faults().next(Operation.CHANGE_ROLE, new Fault.Refusal("not_allowed"));

    refused(estate.members().changeRole(estate.pass(ann), bob, ADMIN), Refusal.PROVIDER_REFUSED);

    assertThat(((MirrorEntry.Present) estate.entry(bob)).membership().roles())
        .containsExactly(MEMBER);
    assertThat(estate.isSettled()).isTrue();
  }

  @Test
  @Tag("ADM-1")
  void nobody_acts_on_a_higher_role_or_gives_one() {
    UserId olga = estate.joined("olga", OWNER);
    var pass = estate.pass(ann);

    refused(estate.members().remove(pass, olga), Refusal.INSUFFICIENT_ROLE);
    refused(estate.members().deactivate(pass, olga), Refusal.INSUFFICIENT_ROLE);
    refused(estate.members().changeRole(pass, olga, MEMBER), Refusal.INSUFFICIENT_ROLE);
    refused(estate.members().changeRole(pass, bob, OWNER), Refusal.INSUFFICIENT_ROLE);
    refused(estate.members().changeRole(pass, bob, new RoleSlug("unheard")), Refusal.UNKNOWN_ROLE);
    done(estate.members().changeRole(estate.pass(olga), olga, ADMIN));
  }

  @Test
  @Tag("ADM-1")
  void a_deactivated_member_is_denied_until_reactivated() {
    var pass = estate.pass(ann);
    estate.check(bob);

    done(estate.members().deactivate(pass, bob));
    assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
    assertThat(estate.isActive(bob)).isFalse();

    estate.clock.advance(Duration.ofSeconds(1));
    done(estate.members().reactivate(pass, bob));
    assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);
    done(estate.members().reactivate(pass, bob));
  }

  @Test
  @Tag("ADM-1")
  void ownership_goes_to_a_member_and_the_former_owner_steps_down() {
    UserId olga = estate.joined("olga", OWNER);
    var pass = estate.pass(olga);

    OwnershipTransfer transfer = done(estate.members().transferOwnership(pass, bob));

    assertThat(transfer.isComplete()).isTrue();
    assertThat(estate.rolesOf(bob)).containsExactly(OWNER);
    assertThat(estate.rolesOf(olga)).containsExactly(ADMIN);
    refused(estate.members().transferOwnership(estate.pass(ann), ann), Refusal.INSUFFICIENT_ROLE);
  }

  @Test
  @Tag("ADM-1")
  void a_transfer_that_was_cut_off_says_that_there_are_two_owners() {
    UserId olga = estate.joined("olga", OWNER);
    estate.provider.faults().pass(Operation.CHANGE_ROLE, 1);
    estate.provider.faults().next(Operation.CHANGE_ROLE, new Fault.Refusal("not_now"));

    OwnershipTransfer transfer = done(estate.members().transferOwnership(estate.pass(olga), bob));

    assertThat(transfer.isComplete()).isFalse();
    refused(transfer.stepDown(), Refusal.PROVIDER_REFUSED);
    assertThat(estate.rolesOf(bob)).containsExactly(OWNER);
    assertThat(estate.rolesOf(olga)).containsExactly(OWNER);
  }

  @Test
  @Tag("ADM-3")
  void a_removal_that_the_provider_refuses_is_undone() {
    Hash token = estate.token(bob);
    estate.provider.faults().next(Operation.REMOVE_MEMBER, new Fault.Refusal("not_allowed"));

    refused(estate.members().remove(estate.pass(ann), bob), Refusal.PROVIDER_REFUSED);

    assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);
    assertThat(estate.stateOf(token)).isEqualTo(State.LIVE);
    assertThat(estate.isSettled()).isTrue();
  }

  @Test
  @Tag("ADM-3")
  void an_unknown_outcome_stays_denied_until_the_reconciler_has_asked() {
    Hash token = estate.token(bob);
    estate.provider.faults().next(Operation.REMOVE_MEMBER, new Fault.ServerError(502));

    unavailable(estate.members().remove(estate.pass(ann), bob));

    assertThat(estate.isActive(bob)).isTrue();
    assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
    assertThat(estate.stateOf(token)).isEqualTo(State.SUSPENDED);
    refused(estate.members().remove(estate.pass(ann), bob), Refusal.BUSY);
    assertThat(estate.life().reconciler().runOnce()).isZero();
    assertThat(estate.reconcile()).isEqualTo(1);
    assertThat(estate.isActive(bob)).isFalse();
    assertThat(estate.stateOf(token)).isEqualTo(State.REVOKED);
    assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
  }

  @Test
  @Tag("ADM-3")
  void a_removal_that_is_still_not_known_is_told_and_taken_up_again() {
    estate.provider.faults().next(Operation.REMOVE_MEMBER, new Fault.ServerError(502), 2);
    unavailable(estate.members().remove(estate.pass(ann), bob));

    assertThat(estate.reconcile()).isZero();
    assertThat(estate.events)
        .singleElement()
        .isInstanceOfSatisfying(
            LifecycleEvent.StillOpen.class,
            open ->
                assertThat(open.failure().cause()).isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE));
    assertThat(estate.reconcile()).isEqualTo(1);
    assertThat(estate.isSettled()).isTrue();
  }
}
