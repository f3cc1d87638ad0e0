package dev.muster.provider;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.util.List;
import java.util.Optional;

/**
 * <strong>SPI.</strong> What a provider may also have: invitations into an organization. Safe for
 * many threads; blocks on I/O within the provider's call deadline. No call is made twice: an
 * invitation sends an e-mail.
 *
 * <h2>Guarantee</h2>
 *
 * <p>An answer is about what was asked, or it is {@link ProviderException.Unavailable}. An
 * invitation makes no active membership before it is accepted.
 */
public interface InvitationProvider {
  /**
   * Invites somebody.
   *
   * @param organization where to
   * @param email whom
   * @param role the provider's role that the membership will have
   * @param inviter who invites, as the provider will show it
   * @return the pending invitation
   * @throws ProviderException.Rejected if the provider refuses, definitely
   * @throws ProviderException for any other failure
   */
  Invitation invite(OrganizationId organization, String email, RoleSlug role, UserId inviter);

  /**
   * Finds an invitation.
   *
   * @param invitation its id
   * @return the invitation, in whatever state, or empty if there is none into an organization
   * @throws ProviderException if the provider gave no full answer
   */
  Optional<Invitation> findInvitation(InvitationId invitation);

  /**
   * Lists the invitations into an organization, of every state, read to the last page.
   *
   * @param organization the organization
   * @return all of them, in no promised order; empty if the provider knows no such organization
   * @throws ProviderException if any page could not be read in full
   */
  List<Invitation> listInvitations(OrganizationId organization);

  /**
   * Accepts an invitation for the user whose e-mail it names. Whoever calls this has checked that
   * the user is the one who asks.
   *
   * @param invitation the invitation
   * @return the accepted invitation
   * @throws ProviderException.Rejected if it can't be accepted, definitely
   * @throws ProviderException for any other failure
   */
  Invitation acceptInvitation(InvitationId invitation);

  /**
   * Takes an invitation back.
   *
   * @param invitation the invitation
   * @return the revoked invitation
   * @throws ProviderException.Rejected if it can't be revoked, definitely
   * @throws ProviderException for any other failure
   */
  Invitation revokeInvitation(InvitationId invitation);
}
