package dev.muster.proof.lifecycle;

import static dev.muster.proof.lifecycle.Estate.ADMIN;
import static dev.muster.proof.lifecycle.Estate.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.account.CreationResult;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.Refusal;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.UserId;
import dev.muster.proof.lifecycle.Estate.Build;
import dev.muster.proof.lifecycle.Explorer.Findings;
import dev.muster.proof.lifecycle.Explorer.World;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.Membership;
import dev.muster.testkit.FakeIdentityProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two changes at the same time, in every order of their steps. */
@Tag("once")
class InterleavingsTest {
  private static final Build WITHOUT_EPOCHS = Build.OURS.changes(Controls::withoutEpochs);
  private static final Build WITHOUT_OPEN = Build.OURS.changes(Controls::withoutOpenChanges);
  private static final OrganizationSlug NEW = new OrganizationSlug("fresh");

  /** Two operations in an estate, and the law. */
  private record Pair(Estate estate, List<Callable<?>> operations, Consumer<List<Object>> law)
      implements World {
    @Override
    public void judge(List<Object> results) {
      law.accept(results);
      // What was not finished in the order is finished by itself, and the law still holds.
      int unused = estate.reconcile();
      law.accept(results);
      assertThat(estate.isSettled()).isTrue();
    }

    @Override
    public void close() {
      estate.close();
    }
  }

  private static void holds(Function<Build, World> pair, Build build) throws Exception {
    Findings found = Explorer.explore(() -> pair.apply(build), true);
    if (found.first() != null) {
      throw found.first();
    }
    assertThat(found.orders()).isGreaterThanOrEqualTo(10);
  }

  private static void isCaught(Function<Build, World> pair, Build control) throws Exception {
    assertThat(Explorer.explore(() -> pair.apply(control), false).broken()).isEqualTo(1);
  }

  private static boolean isDone(Object result) {
    return result instanceof LifecycleResult.Done<?>;
  }

  private static World admins(
      Build build, Function<Estate, Function<Pass, Function<UserId, Callable<?>>>> act) {
    Estate estate = new Estate(build);
    UserId ann = estate.joined("ann", ADMIN);
    UserId bob = estate.joined("bob", ADMIN);
    Pass anns = estate.pass(ann);
    Pass bobs = estate.pass(bob);
    return new Pair(
        estate,
        List.of(act.apply(estate).apply(anns).apply(bob), act.apply(estate).apply(bobs).apply(ann)),
        results -> {
          assertThat(estate.admins()).isEqualTo(1);
          assertThat(results).filteredOn(InterleavingsTest::isDone).hasSize(1);
        });
  }

  private static World demotions(Build build) {
    return admins(
        build, estate -> pass -> other -> () -> estate.members().changeRole(pass, other, MEMBER));
  }

  private static World departures(Build build) {
    return admins(build, estate -> pass -> other -> () -> estate.members().leave(pass));
  }

  private static World removals(Build build) {
    return admins(build, estate -> pass -> other -> () -> estate.members().remove(pass, other));
  }

  private static World demotionAndDeparture(Build build) {
    Estate estate = new Estate(build);
    UserId ann = estate.joined("ann", ADMIN);
    UserId bob = estate.joined("bob", ADMIN);
    Pass anns = estate.pass(ann);
    return new Pair(
        estate,
        List.of(
            () -> estate.members().changeRole(anns, bob, MEMBER),
            () -> estate.members().leave(anns)),
        results -> assertThat(estate.admins()).isEqualTo(1));
  }

  @Test
  @Tag("ROLE-9")
  void two_administrators_who_demote_each_other_leave_one() throws Exception {
    holds(InterleavingsTest::demotions, Build.OURS);
    isCaught(InterleavingsTest::demotions, WITHOUT_EPOCHS);
    isCaught(InterleavingsTest::demotions, WITHOUT_OPEN);
  }

  @Test
  @Tag("ROLE-9")
  void two_administrators_who_leave_leave_one() throws Exception {
    holds(InterleavingsTest::departures, Build.OURS);
    isCaught(InterleavingsTest::departures, WITHOUT_EPOCHS);
    isCaught(InterleavingsTest::departures, WITHOUT_OPEN);
  }

  @Test
  @Tag("ROLE-9")
  void two_administrators_who_remove_each_other_leave_one() throws Exception {
    holds(InterleavingsTest::removals, Build.OURS);
    isCaught(InterleavingsTest::removals, WITHOUT_EPOCHS);
    isCaught(InterleavingsTest::removals, WITHOUT_OPEN);
  }

  @Test
  @Tag("ROLE-9")
  void who_demotes_the_other_administrator_does_not_leave() throws Exception {
    holds(InterleavingsTest::demotionAndDeparture, Build.OURS);
    isCaught(InterleavingsTest::demotionAndDeparture, WITHOUT_EPOCHS);
    isCaught(InterleavingsTest::demotionAndDeparture, WITHOUT_OPEN);
  }

  private static World promotionAndRemoval(Build build) {
    Estate estate = new Estate(build);
    Pass ann = estate.pass(estate.joined("ann", ADMIN));
    UserId bob = estate.joined("bob", MEMBER);
    return new Pair(
        estate,
        List.of(
            () -> estate.members().changeRole(ann, bob, ADMIN),
            () -> estate.members().remove(ann, bob)),
        results -> {
          assertThat(results.get(1)).matches(InterleavingsTest::isDone);
          assertThat(estate.isActive(bob)).isFalse();
          assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
        });
  }

  private static World reactivationAndRemoval(Build build) {
    Estate estate = new Estate(build);
    Pass ann = estate.pass(estate.joined("ann", ADMIN));
    UserId bob = estate.joined("bob", MEMBER);
    estate.dashboard().deactivate(estate.acme, bob);
    return new Pair(
        estate,
        List.of(
            () -> estate.members().reactivate(ann, bob), () -> estate.members().remove(ann, bob)),
        results -> {
          assertThat(results.get(1)).matches(InterleavingsTest::isDone);
          assertThat(estate.isActive(bob)).isFalse();
          assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);
        });
  }

  @Test
  @Tag("ADM-3")
  void no_change_of_role_and_no_reactivation_keeps_a_member_from_removal() throws Exception {
    holds(InterleavingsTest::promotionAndRemoval, Build.OURS);
    holds(InterleavingsTest::reactivationAndRemoval, Build.OURS);
    Build everyChangeIsInTheWay = Build.OURS.changes(Controls::withEndsOnly);
    isCaught(InterleavingsTest::promotionAndRemoval, everyChangeIsInTheWay);
    isCaught(InterleavingsTest::reactivationAndRemoval, everyChangeIsInTheWay);
  }

  private static World acceptances(Build build) {
    Estate estate = new Estate(build.policy(policy -> policy.seats(2)));
    estate.joined("ann", ADMIN);
    Pass bob = estate.personal(estate.user("bob"));
    Pass cyd = estate.personal(estate.user("cyd"));
    InvitationId bobs = invited(estate, "bob");
    InvitationId cyds = invited(estate, "cyd");
    return new Pair(
        estate,
        List.of(
            () -> estate.invitations().accept(bob, bobs),
            () -> estate.invitations().accept(cyd, cyds)),
        results -> {
          assertThat(estate.active()).isEqualTo(2);
          assertThat(results).filteredOn(InterleavingsTest::isDone).hasSize(1);
          assertThat(results).contains(new LifecycleResult.Refused<>(Refusal.NO_SEAT, 2));
        });
  }

  private static InvitationId invited(Estate estate, String name) {
    return estate.dashboard().invite(estate.acme, name + "@example.com", MEMBER).id();
  }

  @Test
  @Tag("ADM-4")
  void of_two_who_accept_the_last_seat_one_gets_it() throws Exception {
    holds(InterleavingsTest::acceptances, Build.OURS);
    isCaught(InterleavingsTest::acceptances, WITHOUT_EPOCHS);
    isCaught(InterleavingsTest::acceptances, WITHOUT_OPEN);
  }

  private static World acceptanceAndRevocation(Build build) {
    Estate estate = new Estate(build);
    Pass ann = estate.pass(estate.joined("ann", ADMIN));
    UserId bob = estate.user("bob");
    Pass bobs = estate.personal(bob);
    InvitationId invitation = invited(estate, "bob");
    return new Pair(
        estate,
        List.of(
            () -> estate.invitations().accept(bobs, invitation),
            () -> estate.invitations().revoke(ann, invitation)),
        results -> {
          assertThat(estate.isActive(bob)).isEqualTo(isDone(results.get(0)));
          assertThat(isDone(results.get(0))).isNotEqualTo(isDone(results.get(1)));
        });
  }

  /** Makes a member of whoever comes with an invitation, whatever became of it. */
  private static InvitationAcceptance careless(InvitationAcceptance sound) {
    return new Careless(sound, (FakeIdentityProvider) sound);
  }

  private record Careless(InvitationAcceptance sound, FakeIdentityProvider provider)
      implements InvitationAcceptance {
    @Override
    public Optional<Invitation> findInvitation(InvitationId invitation) {
      return sound.findInvitation(invitation);
    }

    @Override
    public Invitation acceptInvitation(InvitationId id) {
      Invitation invitation = sound.findInvitation(id).orElseThrow();
      UserId user =
          provider.dashboard().users().stream()
              .filter(u -> invitation.email().equals(u.email()))
              .findFirst()
              .orElseThrow()
              .id();
      Membership unused = provider.addMember(invitation.organization(), user, MEMBER);
      return invitation;
    }
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_is_accepted_or_revoked_and_never_both() throws Exception {
    holds(InterleavingsTest::acceptanceAndRevocation, Build.OURS);
    isCaught(
        InterleavingsTest::acceptanceAndRevocation,
        Build.OURS.acceptance(InterleavingsTest::careless));
  }

  private static World creations(Build build, OrganizationSlug other, boolean sameUser) {
    Estate estate = new Estate(build.policy(policy -> policy.owned(1)));
    Pass ann = estate.signedIn(estate.user("ann"));
    Pass second = sameUser ? ann : estate.signedIn(estate.user("bob"));
    var creation = estate.muster.organizationCreation().orElseThrow();
    return new Pair(
        estate,
        List.of(
            () -> creation.create(ann, NEW, "New"), () -> creation.create(second, other, "New")),
        results -> {
          // Acme was there before.
          assertThat(estate.dashboard().organizations()).hasSize(2);
          boolean sameOne = sameUser && other.equals(NEW);
          assertThat(results)
              .filteredOn(CreationResult.Created.class::isInstance)
              .hasSize(sameOne ? 2 : 1);
        });
  }

  @Test
  @Tag("ADM-4")
  void a_user_who_may_own_one_organization_creates_one() throws Exception {
    OrganizationSlug other = new OrganizationSlug("other");
    holds(build -> creations(build, other, true), Build.OURS);
    isCaught(build -> creations(build, other, true), WITHOUT_EPOCHS);
    isCaught(build -> creations(build, other, true), WITHOUT_OPEN);
  }

  @Test
  @Tag("SES-7")
  void one_slug_asked_for_twice_makes_one_organization_and_no_orphan() throws Exception {
    holds(build -> creations(build, NEW, true), Build.OURS);
    holds(build -> creations(build, NEW, false), Build.OURS);
  }
}
