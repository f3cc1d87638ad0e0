package dev.muster.proof.lifecycle;

import static dev.muster.proof.lifecycle.Estate.ADMIN;
import static dev.muster.proof.lifecycle.Estate.MEMBER;
import static dev.muster.proof.lifecycle.Estate.OWNER;
import static dev.muster.proof.lifecycle.MembersTest.done;
import static dev.muster.proof.lifecycle.MembersTest.refused;
import static dev.muster.proof.lifecycle.MembersTest.unavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.OrganizationMember;
import dev.muster.lifecycle.Refusal;
import dev.muster.membership.ConsistencyToken;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationProvider;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invitations into an organization, and what comes of them. */
@Tag("ADM-2")
class InvitationsTest {
  private final Estate estate = new Estate();
  private final UserId ann = estate.joined("ann", ADMIN);
  private final UserId bob = estate.user("bob");
  private final Pass anns = estate.pass(ann);
  private final Pass bobs = estate.personal(bob);

  @AfterEach
  void close() {
    estate.close();
  }

  private Invitation invited() {
    return done(estate.invitations().invite(anns, "bob@example.com", MEMBER));
  }

  @Test
  void an_invitation_grants_nothing_until_it_is_accepted() {
    Invitation invitation = invited();
    assertThat(estate.check(bob)).isInstanceOf(Decision.Denied.class);

    ConsistencyToken token = done(estate.invitations().accept(bobs, invitation.id()));

    assertThat(token.key()).isEqualTo(estate.key(bob));
    assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);
    assertThat(estate.roles.find(estate.key(bob))).contains(new Role("member"));
  }

  @Test
  void the_inviter_is_whoever_calls() {
    assertThat(invited().inviter()).isEqualTo(ann);
  }

  @Test
  @Tag("ADM-1")
  void nobody_invites_into_a_higher_role_or_without_being_allowed_to() {
    refused(estate.invitations().invite(anns, "bob@example.com", OWNER), Refusal.INSUFFICIENT_ROLE);
    Pass cyd = estate.pass(estate.joined("cyd", MEMBER));
    refused(estate.invitations().invite(cyd, "bob@example.com", MEMBER), Refusal.INSUFFICIENT_ROLE);
    refused(estate.invitations().list(cyd), Refusal.INSUFFICIENT_ROLE);
    assertThat(done(estate.invitations().list(anns))).isEmpty();
  }

  @Test
  void only_the_user_with_the_verified_address_accepts_and_others_see_no_invitation() {
    InvitationId bobs = invited().id();
    UserId eve = estate.user("eve");
    UserId claimant = estate.dashboard().createUser("claim@example.com", false).id();
    InvitationId claimed =
        done(estate.invitations().invite(anns, "claim@example.com", MEMBER)).id();

    for (UserId other : List.of(eve, claimant)) {
      Pass pass = estate.personal(other);
      estate.provider.calls().reset();
      refused(
          estate.invitations().accept(pass, other.equals(eve) ? bobs : claimed),
          Refusal.NO_SUCH_INVITATION);
      long foreign = estate.provider.calls().total();
      estate.provider.calls().reset();
      refused(
          estate.invitations().accept(pass, new InvitationId("invitation_unknown")),
          Refusal.NO_SUCH_INVITATION);
      assertThat(estate.provider.calls().total()).isEqualTo(foreign);
    }
    assertThat(estate.active()).isEqualTo(1);
  }

  @Test
  @Tag("ROLE-10")
  void who_has_no_email_accepts_nobodys_invitation_and_is_listed_without() {
    try (Estate plain = new Estate(Estate.Build.OURS, ProviderProfile.PLAIN)) {
      Pass admin = plain.pass(plain.joined("ann", ADMIN));
      UserId nameless = plain.dashboard().createUserWithoutEmail().id();
      InvitationId sent = done(plain.invitations().invite(admin, "bob@example.com", MEMBER)).id();

      refused(
          plain.invitations().accept(plain.personal(nameless), sent), Refusal.NO_SUCH_INVITATION);
      assertThat(plain.isActive(nameless)).isFalse();

      plain.dashboard().join(plain.acme, nameless, MEMBER);
      assertThat(done(plain.members().list(admin)))
          .filteredOn(member -> member.user().equals(nameless))
          .extracting(OrganizationMember::email)
          .containsExactly((String) null);
    }
  }

  @Test
  void a_revoked_an_expired_and_an_accepted_invitation_are_refused_by_name() {
    Invitation revoked = invited();
    done(estate.invitations().revoke(anns, revoked.id()));
    assertThat(done(estate.invitations().revoke(anns, revoked.id())).state())
        .isEqualTo(Invitation.State.REVOKED);
    refused(estate.invitations().accept(bobs, revoked.id()), Refusal.INVITATION_REVOKED);

    Invitation expired = invited();
    estate.clock.advance(Duration.ofDays(365));
    refused(estate.invitations().accept(bobs, expired.id()), Refusal.INVITATION_EXPIRED);

    Invitation accepted = invited();
    done(estate.invitations().accept(bobs, accepted.id()));
    refused(estate.invitations().accept(bobs, accepted.id()), Refusal.INVITATION_ACCEPTED);
    refused(estate.invitations().revoke(anns, accepted.id()), Refusal.INVITATION_ACCEPTED);
  }

  @Test
  @Tag("ADM-1")
  void an_invitation_of_another_organization_looks_like_an_unknown_one() {
    OrganizationId other = estate.dashboard().createOrganization("Other").id();
    InvitationId foreign = estate.dashboard().invite(other, "bob@example.com", MEMBER).id();

    refused(estate.invitations().revoke(anns, foreign), Refusal.NO_SUCH_INVITATION);
    refused(
        estate.invitations().revoke(anns, new InvitationId("invitation_unknown")),
        Refusal.NO_SUCH_INVITATION);
    assertThat(estate.provider.findInvitation(foreign).orElseThrow().state())
        .isEqualTo(Invitation.State.PENDING);
    assertThat(done(estate.invitations().list(anns))).isEmpty();
  }

  /** Finds and revokes by the id alone, whatever organization was named. */
  private record Boundless(FakeIdentityProvider provider) implements InvitationProvider {
    static InvitationProvider of(InvitationProvider sound) {
      return new Boundless((FakeIdentityProvider) sound);
    }

    @Override
    public Invitation invite(
        OrganizationId organization, String email, RoleSlug role, UserId inviter) {
      return provider.invite(organization, email, role, inviter);
    }

    @Override
    public Optional<Invitation> findInvitation(OrganizationId organization, InvitationId id) {
      return provider.findInvitation(id);
    }

    @Override
    public List<Invitation> listInvitations(OrganizationId organization) {
      return provider.listInvitations(organization);
    }

    @Override
    public Invitation revokeInvitation(OrganizationId organization, InvitationId id) {
      Invitation found = provider.findInvitation(id).orElseThrow();
      return provider.revokeInvitation(found.organization(), id);
    }
  }

  @Test
  @Tag("ADM-1")
  void an_adapter_that_finds_everybodys_invitations_revokes_none_of_another_organization() {
    try (Estate open = new Estate(Estate.Build.OURS.invitations(Boundless::of))) {
      Pass admin = open.pass(open.joined("ann", ADMIN));
      OrganizationId other = open.dashboard().createOrganization("Other").id();
      InvitationId foreign = open.dashboard().invite(other, "bob@example.com", MEMBER).id();

      refused(open.invitations().revoke(admin, foreign), Refusal.NO_SUCH_INVITATION);

      assertThat(open.provider.findInvitation(foreign).orElseThrow().state())
          .isEqualTo(Invitation.State.PENDING);
    }
  }

  @Test
  void where_the_host_accepts_none_who_is_invited_accepts_at_the_provider() {
    try (Estate without = new Estate(Estate.Build.OURS.acceptance(null))) {
      Pass admin = without.pass(without.joined("ann", ADMIN));
      UserId guest = without.user("bob");
      Invitation sent = done(without.invitations().invite(admin, "bob@example.com", MEMBER));
      Pass guests = without.personal(guest);
      without.provider.calls().reset();

      assertThat(without.invitations().areAcceptedHere()).isFalse();
      for (InvitationId id : List.of(sent.id(), new InvitationId("invitation_unknown"))) {
        refused(without.invitations().accept(guests, id), Refusal.ACCEPTED_AT_PROVIDER);
      }
      assertThat(without.provider.calls().total()).isZero();
      assertThat(without.check(guest)).isInstanceOf(Decision.Denied.class);

      without.dashboard().accept(without.acme, guest);
      without.clock.advance(Duration.ofMinutes(1));
      assertThat(without.check(guest)).isInstanceOf(Decision.Granted.class);
    }
  }

  @Test
  void an_outage_is_no_refusal() {
    Invitation invitation = invited();
    estate.provider.faults().down();
    unavailable(estate.invitations().accept(bobs, invitation.id()));
    unavailable(estate.invitations().list(anns));
    unavailable(estate.invitations().revoke(anns, invitation.id()));
    unavailable(estate.invitations().invite(anns, "cyd@example.com", MEMBER));
    estate.provider.faults().up();
    done(estate.invitations().accept(bobs, invitation.id()));
  }

  @Test
  @Tag("ADM-4")
  void the_last_seat_is_the_last_and_a_deactivated_member_takes_none() {
    try (Estate full = new Estate(Estate.Build.OURS.policy(policy -> policy.seats(2)))) {
      Pass admin = full.pass(full.joined("ann", ADMIN));
      UserId cyd = full.joined("cyd", MEMBER);
      Pass guest = full.personal(full.user("bob"));
      InvitationId invitation =
          done(full.invitations().invite(admin, "bob@example.com", MEMBER)).id();

      assertThat(full.invitations().accept(guest, invitation))
          .isEqualTo(new LifecycleResult.Refused<>(Refusal.NO_SEAT, 2));
      done(full.members().deactivate(admin, cyd));
      done(full.invitations().accept(guest, invitation));
      assertThat(full.members().reactivate(admin, cyd))
          .isEqualTo(new LifecycleResult.Refused<>(Refusal.NO_SEAT, 2));
    }
  }

  @Test
  void a_lost_answer_of_the_provider_is_found_out_later() {
    Invitation invitation = invited();
    estate.provider.faults().next(Operation.ACCEPT_INVITATION, new Fault.LostAnswer());

    unavailable(estate.invitations().accept(bobs, invitation.id()));

    assertThat(estate.reconcile()).isEqualTo(1);
    assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);
    assertThat(estate.isSettled()).isTrue();
  }
}
