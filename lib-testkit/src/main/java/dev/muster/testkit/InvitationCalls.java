package dev.muster.testkit;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.testkit.fault.Gate;
import dev.muster.testkit.fault.Operation;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls about invitations. */
final class InvitationCalls {
  private final Gate gate;
  private final Invitations invitations;
  private final ProviderProfile profile;

  InvitationCalls(Gate gate, Invitations invitations, ProviderProfile profile) {
    this.gate = gate;
    this.invitations = invitations;
    this.profile = profile;
  }

  Invitation invite(OrganizationId organization, String email, RoleSlug role, UserId inviter) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(inviter, "inviter");
    return gate.call(
        Operation.INVITE, () -> invitations.invite(organization, email, role, inviter));
  }

  Optional<Invitation> find(InvitationId invitation) {
    Objects.requireNonNull(invitation, "invitation");
    return gate.call(Operation.FIND_INVITATION, () -> invitations.find(invitation));
  }

  Optional<Invitation> find(OrganizationId organization, InvitationId invitation) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(invitation, "invitation");
    return gate.call(Operation.FIND_INVITATION, () -> invitations.find(organization, invitation));
  }

  Page<Invitation> page(OrganizationId organization, @Nullable String after, int limit) {
    Objects.requireNonNull(organization, "organization");
    return gate.call(
        Operation.LIST_INVITATIONS, () -> invitations.page(organization, after, limit));
  }

  Invitation accept(InvitationId invitation) {
    Objects.requireNonNull(invitation, "invitation");
    return gate.call(
        Operation.ACCEPT_INVITATION,
        () -> {
          if (!profile.acceptsInvitations()) {
            throw new Rejected("no_acceptance");
          }
          return invitations.accept(invitation);
        });
  }

  Invitation revoke(OrganizationId organization, InvitationId invitation) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(invitation, "invitation");
    return gate.call(
        Operation.REVOKE_INVITATION, () -> invitations.revoke(organization, invitation));
  }
}
