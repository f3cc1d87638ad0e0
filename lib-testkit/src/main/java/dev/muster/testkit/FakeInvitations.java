package dev.muster.testkit;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import java.util.List;
import java.util.Optional;

/** The part of the fake that invites. */
abstract sealed class FakeInvitations implements InvitationProvider, InvitationAcceptance
    permits FakeLifecycle {
  abstract InvitationCalls invitations();

  /**
   * The lists and the event log, page by page.
   *
   * @return the same object on every call
   */
  public abstract FakePages pages();

  @Override
  public final Invitation invite(
      OrganizationId organization, String email, RoleSlug role, UserId inviter) {
    return invitations().invite(organization, email, role, inviter);
  }

  @Override
  public final Optional<Invitation> findInvitation(
      OrganizationId organization, InvitationId invitation) {
    return invitations().find(organization, invitation);
  }

  @Override
  public final Optional<Invitation> findInvitation(InvitationId invitation) {
    return invitations().find(invitation);
  }

  @Override
  public final List<Invitation> listInvitations(OrganizationId organization) {
    return Page.walk(after -> pages().invitations(organization, after, pages().size()));
  }

  @Override
  public final Invitation acceptInvitation(InvitationId invitation) {
    return invitations().accept(invitation);
  }

  @Override
  public final Invitation revokeInvitation(OrganizationId organization, InvitationId invitation) {
    return invitations().revoke(organization, invitation);
  }
}
