package dev.muster.lifecycle;

import dev.muster.account.OwnedOrganizations;
import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecyclePolicy.Operation;
import dev.muster.membership.ConsistencyToken;
import dev.muster.name.InvitationId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.ProviderException;
import dev.muster.provider.User;
import dev.muster.store.LinkRules;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Invitations into the organization of a pass, and what comes of them. Safe for many threads;
 * blocks on the store and the provider, never holding one across the other.
 *
 * <h2>Guarantee</h2>
 *
 * <p>An invitation grants nothing until its addressee has accepted it: the user whose verified
 * e-mail is the one that was invited, while the invitation is pending. Somebody else's invitation
 * looks like one that is not there, in the answer and in the number of calls.
 */
public final class Invitations {
  private final InvitationProvider invitations;
  private final Lifecycle.Parts parts;
  private final Steps steps;
  private final Judgement judgement;
  private final Joinings joinings;

  Invitations(
      InvitationProvider invitations,
      Lifecycle.Parts parts,
      Steps steps,
      Judgement judgement,
      Joinings joinings) {
    this.invitations = invitations;
    this.parts = parts;
    this.steps = steps;
    this.judgement = judgement;
    this.joinings = joinings;
  }

  /**
   * Invites somebody. The inviter that the provider shows is the pass's user. Where a user's own
   * organizations are bounded, nobody is invited as an owner: ownership is given to a member, who
   * can be counted for.
   *
   * @param pass in the organization
   * @param email whom
   * @param role the provider's role of the membership to be, not higher than one's own
   * @return the pending invitation
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<Invitation> invite(Pass pass, String email, RoleSlug role) {
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(role, "role");
    return steps.in(
        pass,
        () -> {
          Actor actor = judgement.actor(pass, Operation.INVITE);
          judgement.mayGive(actor, role);
          OwnedOrganizations owned = parts.owned();
          if (owned != null && owned.makesOwner(role)) {
            throw Stopped.limited(Refusal.OWNS_ENOUGH, owned.most());
          }
          try {
            return invitations.invite(actor.organization(), email, role, actor.user());
          } catch (ProviderException.Rejected refused) {
            throw Stopped.refused(Refusal.PROVIDER_REFUSED);
          }
        });
  }

  /**
   * Lists the invitations into the organization, of every state.
   *
   * @param pass in the organization
   * @return the invitations, in no promised order
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<List<Invitation>> list(Pass pass) {
    return steps.in(
        pass,
        () -> {
          Actor actor = judgement.actor(pass, Operation.LIST_INVITATIONS);
          return invitations.listInvitations(actor.organization()).stream()
              .filter(invitation -> invitation.organization().equals(actor.organization()))
              .toList();
        });
  }

  /**
   * Takes an invitation back.
   *
   * @param pass in the organization
   * @param id which
   * @return the revoked invitation; as it is, if it was revoked before
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<Invitation> revoke(Pass pass, InvitationId id) {
    Objects.requireNonNull(id, "id");
    return steps.in(
        pass,
        () -> {
          Actor actor = judgement.actor(pass, Operation.REVOKE_INVITATION);
          Invitation there = find(actor.organization(), id);
          if (there == null) {
            throw Stopped.refused(Refusal.NO_SUCH_INVITATION);
          }
          if (there.state() == Invitation.State.REVOKED) {
            return there;
          }
          requirePending(there);
          try {
            return invitations.revokeInvitation(actor.organization(), id);
          } catch (ProviderException.Rejected refused) {
            throw overtaken(find(actor.organization(), id));
          }
        });
  }

  /**
   * Whether invitations are accepted here.
   *
   * @return false if the host configured no acceptance: who is invited accepts at the provider
   */
  public boolean areAcceptedHere() {
    return parts.acceptance() != null;
  }

  /**
   * Accepts an invitation for the pass's user, and makes a member of the user. Refused as {@link
   * Refusal#ACCEPTED_AT_PROVIDER}, with nothing looked up, unless {@link #areAcceptedHere()}.
   *
   * @param pass who accepts; any requirement will do
   * @param id which
   * @return what a later check in the organization can demand
   */
  public LifecycleResult<ConsistencyToken> accept(Pass pass, InvitationId id) {
    Objects.requireNonNull(pass, "pass");
    Objects.requireNonNull(id, "id");
    return steps.run(
        () -> {
          UserId user = judgement.person(pass);
          InvitationAcceptance acceptance = parts.acceptance();
          if (acceptance == null) {
            throw Stopped.refused(Refusal.ACCEPTED_AT_PROVIDER);
          }
          Joinings.Begun joining = steps.settled(() -> accepting(acceptance, user, id));
          try {
            return joinings.carriedOut(
                joining,
                () -> {
                  var unused = acceptance.acceptInvitation(id);
                });
          } catch (Stopped stopped) {
            throw stopped.is(Refusal.PROVIDER_REFUSED) ? overtaken(find(acceptance, id)) : stopped;
          }
        });
  }

  private Joinings.@Nullable Begun accepting(
      InvitationAcceptance acceptance, UserId user, InvitationId id) {
    User self = parts.provider().findUser(user).orElse(null);
    Invitation there = find(acceptance, id);
    if (there == null
        || self == null
        || !self.id().equals(user)
        || !self.emailVerified()
        || !LinkRules.sameEmail(self.email(), there.email())) {
      throw Stopped.refused(Refusal.NO_SUCH_INVITATION);
    }
    requirePending(there);
    return joinings.accepting(
        new MembershipKey(parts.provider().instance(), there.organization(), user), id);
  }

  private static @Nullable Invitation find(InvitationAcceptance acceptance, InvitationId id) {
    return acceptance.findInvitation(id).filter(there -> there.id().equals(id)).orElse(null);
  }

  /** Compared again: a foreign invitation is none, whatever an adapter answers. */
  private @Nullable Invitation find(OrganizationId organization, InvitationId id) {
    return invitations
        .findInvitation(organization, id)
        .filter(there -> there.id().equals(id) && there.organization().equals(organization))
        .orElse(null);
  }

  private void requirePending(Invitation there) {
    Instant end = there.expiresAt();
    boolean over = end != null && !parts.clock().instant().isBefore(end);
    switch (there.state()) {
      case PENDING -> {
        if (over) {
          throw Stopped.refused(Refusal.INVITATION_EXPIRED);
        }
      }
      case ACCEPTED -> throw Stopped.refused(Refusal.INVITATION_ACCEPTED);
      case EXPIRED -> throw Stopped.refused(Refusal.INVITATION_EXPIRED);
      case REVOKED -> throw Stopped.refused(Refusal.INVITATION_REVOKED);
      default -> throw Stopped.refused(Refusal.NO_SUCH_INVITATION);
    }
  }

  /** Why the provider refused what was pending just now. */
  private Stopped overtaken(@Nullable Invitation now) {
    if (now != null) {
      requirePending(now);
    }
    return Stopped.refused(now == null ? Refusal.NO_SUCH_INVITATION : Refusal.PROVIDER_REFUSED);
  }
}
