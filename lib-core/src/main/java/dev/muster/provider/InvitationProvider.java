package dev.muster.provider;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.util.List;
import java.util.Optional;

/**
 * <strong>SPI.</strong> What a provider may also have: invitations into an organization, for those
 * who manage it. Safe for many threads; blocks on I/O within the provider's call deadline. No call
 * is made twice: an invitation sends an e-mail. Where the host can accept one for its addressee,
 * the provider has {@link InvitationAcceptance} as well; elsewhere the addressee accepts at the
 * provider.
 *
 * <h2>Guarantee</h2>
 *
 * <p>An answer is about what was asked, or it is {@link ProviderException.Unavailable}. An
 * invitation makes no active membership before it is accepted. One into another organization is
 * neither found nor revoked: it is as if there were none.
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
   * Finds an invitation into an organization.
   *
   * @param organization where to
   * @param invitation its id
   * @return the invitation, in whatever state, or empty if the organization has no such one
   * @throws ProviderException if the provider gave no full answer
   */
  Optional<Invitation> findInvitation(OrganizationId organization, InvitationId invitation);

  /**
   * Lists the invitations into an organization, of every state, read to the last page.
   *
   * @param organization the organization
   * @return all of them, in no promised order; empty if the provider knows no such organization
   * @throws ProviderException if any page could not be read in full
   */
  List<Invitation> listInvitations(OrganizationId organization);

  /**
   * Takes an invitation into an organization back.
   *
   * @param organization where to
   * @param invitation the invitation
   * @return the revoked invitation
   * @throws ProviderException.Rejected if it can't be revoked, definitely, as one into another
   *     organization can't
   * @throws ProviderException for any other failure
   */
  Invitation revokeInvitation(OrganizationId organization, InvitationId invitation);
}
