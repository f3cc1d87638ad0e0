package dev.muster.proof.contract;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Invitation;
import dev.muster.provider.Invitation.State;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.InvitationProviderContract;
import dev.muster.testkit.contract.InvitationsUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Wrong invitations, each made of the fake's by one fault. */
final class WrongInvitations {
  static final Catalogue<UnaryOperator<InvitationProvider>> CATALOGUE =
      new Catalogue<>(
          InvitationProviderContract.class,
          Runner.class,
          adapter -> Runner.adapter = adapter,
          sound -> sound,
          List.of(
              Wrong.of(
                  "lists nothing",
                  ListsNothing::new,
                  "an_invitation_that_was_sent_is_pending_and_is_found_and_listed"),
              Wrong.of(
                  "makes whom it invites a member",
                  InvitedIsMember::new,
                  "an_invitation_grants_nothing_before_it_is_accepted"),
              Wrong.of(
                  "says that an accepted one is pending",
                  StaysPending::new,
                  "an_invitation_that_was_accepted_made_an_active_member_with_its_role"),
              Wrong.of(
                  "revokes what was accepted",
                  RevokesAccepted::new,
                  "an_invitation_that_was_accepted_can_not_be_revoked"),
              Wrong.of(
                  "says revoked and does nothing",
                  SaysRevoked::new,
                  "an_invitation_that_was_revoked_is_pending_no_more_and_made_no_member"),
              Wrong.of(
                  "does not notice that time goes by",
                  NeverOld::new,
                  "an_invitation_that_grew_too_old_is_pending_no_more"),
              Wrong.of(
                  "takes the id for enough",
                  Boundless::new,
                  "an_invitation_into_another_organization_is_neither_found_nor_revoked"),
              Wrong.of(
                  "reads one page",
                  OnePage::new,
                  "the_invitations_of_one_organization_are_listed_to_the_last_page"),
              Wrong.of(
                  "refuses to look up what is unknown",
                  UnknownIsRejected::new,
                  "what_is_unknown_is_empty_to_look_up_and_rejected_to_revoke"),
              Wrong.of(
                  "invites into nowhere",
                  InvitesIntoNowhere::new,
                  "nobody_is_invited_into_an_unknown_organization"),
              Wrong.of(
                  "takes an outage for absence",
                  OutageIsAbsence::new,
                  "an_outage_is_unavailable_in_each_call",
                  "a_key_that_is_not_accepted_is_misconfigured"),
              Wrong.of("takes null for nobody", NullIsNobody::new, "null_is_refused_by_name")));

  private WrongInvitations() {}

  /** Runs the suite on the adapter it was handed last. */
  static final class Runner extends InvitationProviderContract {
    static UnaryOperator<InvitationProvider> adapter = sound -> sound;

    @Override
    protected InvitationsUnderTest open() {
      return new FakeStage(ProviderProfile.WORKOS, 10, WrongProviders.SHORT) {
        private final InvitationProvider wrong = adapter.apply(fake);

        @Override
        public InvitationProvider invitations() {
          return wrong;
        }
      };
    }
  }

  private static class Passing implements InvitationProvider {
    final InvitationProvider sound;

    Passing(InvitationProvider sound) {
      this.sound = sound;
    }

    @Override
    public Invitation invite(
        OrganizationId organization, String email, RoleSlug role, UserId inviter) {
      return sound.invite(organization, email, role, inviter);
    }

    @Override
    public Optional<Invitation> findInvitation(
        OrganizationId organization, InvitationId invitation) {
      return sound.findInvitation(organization, invitation);
    }

    @Override
    public List<Invitation> listInvitations(OrganizationId organization) {
      return sound.listInvitations(organization);
    }

    @Override
    public Invitation revokeInvitation(OrganizationId organization, InvitationId invitation) {
      return sound.revokeInvitation(organization, invitation);
    }
  }

  private static final class ListsNothing extends Passing {
    ListsNothing(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public List<Invitation> listInvitations(OrganizationId organization) {
      return List.of();
    }
  }

  private static final class InvitedIsMember extends Passing {
    InvitedIsMember(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Invitation invite(
        OrganizationId organization, String email, RoleSlug role, UserId inviter) {
      Invitation sent = sound.invite(organization, email, role, inviter);
      ((InvitationAcceptance) sound).acceptInvitation(sent.id());
      return sent;
    }
  }

  private static final class StaysPending extends Passing {
    StaysPending(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(
        OrganizationId organization, InvitationId invitation) {
      return sound.findInvitation(organization, invitation).map(i -> in(i, State.PENDING));
    }
  }

  private static final class RevokesAccepted extends Passing {
    RevokesAccepted(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Invitation revokeInvitation(OrganizationId organization, InvitationId invitation) {
      Invitation found = sound.findInvitation(organization, invitation).orElseThrow();
      return found.state() == State.ACCEPTED
          ? in(found, State.REVOKED)
          : sound.revokeInvitation(organization, invitation);
    }
  }

  private static final class Boundless extends Passing {
    Boundless(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(
        OrganizationId organization, InvitationId invitation) {
      return ((InvitationAcceptance) sound).findInvitation(invitation);
    }
  }

  private static final class SaysRevoked extends Passing {
    private boolean revoked;

    SaysRevoked(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(
        OrganizationId organization, InvitationId invitation) {
      return sound
          .findInvitation(organization, invitation)
          .map(i -> revoked ? in(i, State.REVOKED) : i);
    }

    @Override
    public Invitation revokeInvitation(OrganizationId organization, InvitationId invitation) {
      revoked = true;
      return findInvitation(organization, invitation).orElseThrow();
    }
  }

  private static final class NeverOld extends Passing {
    NeverOld(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(
        OrganizationId organization, InvitationId invitation) {
      return sound
          .findInvitation(organization, invitation)
          .map(i -> i.state() == State.EXPIRED ? in(i, State.PENDING) : i);
    }
  }

  private static final class OnePage extends Passing {
    OnePage(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public List<Invitation> listInvitations(OrganizationId organization) {
      return sound.listInvitations(organization).stream().limit(10).toList();
    }
  }

  private static final class UnknownIsRejected extends Passing {
    UnknownIsRejected(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(
        OrganizationId organization, InvitationId invitation) {
      return Optional.of(
          sound
              .findInvitation(organization, invitation)
              .orElseThrow(() -> new Rejected("not_found")));
    }
  }

  private static final class InvitesIntoNowhere extends Passing {
    InvitesIntoNowhere(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Invitation invite(
        OrganizationId organization, String email, RoleSlug role, UserId inviter) {
      try {
        return sound.invite(organization, email, role, inviter);
      } catch (Rejected refused) {
        InvitationId invented = new InvitationId("invitation_invented");
        return new Invitation(invented, organization, email, State.PENDING, inviter, null);
      }
    }
  }

  private static final class OutageIsAbsence extends Passing {
    OutageIsAbsence(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(
        OrganizationId organization, InvitationId invitation) {
      try {
        return sound.findInvitation(organization, invitation);
      } catch (ProviderException outage) {
        return Optional.empty();
      }
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNobody extends Passing {
    NullIsNobody(InvitationProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(
        OrganizationId organization, InvitationId invitation) {
      return invitation == null ? Optional.empty() : sound.findInvitation(organization, invitation);
    }
  }

  private static Invitation in(Invitation i, State state) {
    return new Invitation(i.id(), i.organization(), i.email(), state, i.inviter(), i.expiresAt());
  }
}
