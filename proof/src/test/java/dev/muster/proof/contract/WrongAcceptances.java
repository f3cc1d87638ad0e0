package dev.muster.proof.contract;

import dev.muster.name.InvitationId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Invitation;
import dev.muster.provider.Invitation.State;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.AcceptanceUnderTest;
import dev.muster.testkit.contract.InvitationAcceptanceContract;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Wrong ways to accept invitations, each made of the fake's by one fault. */
final class WrongAcceptances {
  static final Catalogue<UnaryOperator<InvitationAcceptance>> CATALOGUE =
      new Catalogue<>(
          InvitationAcceptanceContract.class,
          Runner.class,
          adapter -> Runner.adapter = adapter,
          sound -> sound,
          List.of(
              Wrong.of(
                  "finds nothing", FindsNothing::new, "an_invitation_is_found_by_its_id_alone"),
              Wrong.of(
                  "says accepted and does nothing",
                  SaysAccepted::new,
                  "an_accepted_invitation_makes_an_active_member_with_its_role",
                  "a_revoked_invitation_can_not_be_accepted",
                  "an_invitation_that_grew_too_old_can_not_be_accepted"),
              Wrong.of(
                  "accepts as often as it is asked",
                  AcceptsAgain::new,
                  "an_invitation_is_accepted_once"),
              Wrong.of(
                  "refuses to look up what is unknown",
                  UnknownIsRejected::new,
                  "what_is_unknown_is_empty_to_look_up_and_rejected_to_accept"),
              Wrong.of(
                  "takes an outage for absence",
                  OutageIsAbsence::new,
                  "an_outage_is_unavailable_in_each_call",
                  "a_key_that_is_not_accepted_is_misconfigured"),
              Wrong.of("takes null for nobody", NullIsNobody::new, "null_is_refused_by_name")));

  private WrongAcceptances() {}

  /** Runs the suite on the adapter it was handed last. */
  static final class Runner extends InvitationAcceptanceContract {
    static UnaryOperator<InvitationAcceptance> adapter = sound -> sound;

    @Override
    protected AcceptanceUnderTest open() {
      return new FakeStage(ProviderProfile.WORKOS, 10, WrongProviders.SHORT) {
        private final InvitationAcceptance wrong = adapter.apply(fake);

        @Override
        public InvitationAcceptance acceptance() {
          return wrong;
        }
      };
    }
  }

  private static class Passing implements InvitationAcceptance {
    final InvitationAcceptance sound;

    Passing(InvitationAcceptance sound) {
      this.sound = sound;
    }

    @Override
    public Optional<Invitation> findInvitation(InvitationId invitation) {
      return sound.findInvitation(invitation);
    }

    @Override
    public Invitation acceptInvitation(InvitationId invitation) {
      return sound.acceptInvitation(invitation);
    }
  }

  private static final class FindsNothing extends Passing {
    FindsNothing(InvitationAcceptance sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(InvitationId invitation) {
      return Optional.empty();
    }
  }

  private static final class SaysAccepted extends Passing {
    SaysAccepted(InvitationAcceptance sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(InvitationId invitation) {
      return sound.findInvitation(invitation).map(SaysAccepted::accepted);
    }

    @Override
    public Invitation acceptInvitation(InvitationId invitation) {
      return findInvitation(invitation).orElseThrow(() -> new Rejected("not_found"));
    }

    private static Invitation accepted(Invitation i) {
      return new Invitation(
          i.id(), i.organization(), i.email(), State.ACCEPTED, i.inviter(), i.expiresAt());
    }
  }

  private static final class AcceptsAgain extends Passing {
    AcceptsAgain(InvitationAcceptance sound) {
      super(sound);
    }

    @Override
    public Invitation acceptInvitation(InvitationId invitation) {
      return sound
          .findInvitation(invitation)
          .filter(found -> found.state() == State.ACCEPTED)
          .orElseGet(() -> sound.acceptInvitation(invitation));
    }
  }

  private static final class UnknownIsRejected extends Passing {
    UnknownIsRejected(InvitationAcceptance sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(InvitationId invitation) {
      return Optional.of(
          sound.findInvitation(invitation).orElseThrow(() -> new Rejected("not_found")));
    }
  }

  private static final class OutageIsAbsence extends Passing {
    OutageIsAbsence(InvitationAcceptance sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(InvitationId invitation) {
      try {
        return sound.findInvitation(invitation);
      } catch (ProviderException outage) {
        return Optional.empty();
      }
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNobody extends Passing {
    NullIsNobody(InvitationAcceptance sound) {
      super(sound);
    }

    @Override
    public Optional<Invitation> findInvitation(InvitationId invitation) {
      return invitation == null ? Optional.empty() : sound.findInvitation(invitation);
    }
  }
}
