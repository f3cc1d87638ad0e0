package dev.muster.provider;

import dev.muster.name.InvitationId;
import java.util.Optional;

/**
 * <strong>SPI.</strong> What a provider with invitations may also have: accepting one for the user
 * whom it names, who knows its id and not the organization. Safe for many threads; blocks on I/O
 * within the provider's call deadline. No call is made twice. A provider where only the invited
 * person can accept, on the provider's own page, has none.
 *
 * <h2>Guarantee</h2>
 *
 * <p>An answer is about what was asked, or it is {@link ProviderException.Unavailable}. An
 * invitation is accepted once, and only while it is pending.
 */
public interface InvitationAcceptance {
  /**
   * Finds an invitation, whatever organization it is into.
   *
   * @param invitation its id
   * @return the invitation, in whatever state, or empty if there is none into an organization
   * @throws ProviderException if the provider gave no full answer
   */
  Optional<Invitation> findInvitation(InvitationId invitation);

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
}
