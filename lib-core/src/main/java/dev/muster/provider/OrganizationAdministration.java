package dev.muster.provider;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;

/**
 * <strong>SPI.</strong> What a provider may also have: creating organizations and members. Safe for
 * many threads; blocks on I/O within the provider's call deadline.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Both methods are idempotent, so that a call whose outcome was lost can be made again. Where
 * the provider's own API is not, the adapter looks before it writes.
 */
public interface OrganizationAdministration {
  /**
   * Creates an organization, or finds the one that an earlier call with the same external id made.
   *
   * @param name the display name
   * @param externalId the host's own key for this creation; a second call with it makes no second
   *     organization
   * @return the organization
   * @throws ProviderException.Rejected if the provider refuses, definitely; if the name is blank
   * @throws ProviderException for any other failure
   */
  Organization createOrganization(String name, String externalId);

  /**
   * Makes a user an active member with one role, or finds the active membership that is there, as
   * it is. Whoever is there without being active is made active or refused, and never there twice.
   *
   * @param organization the organization
   * @param user the user
   * @param role the provider's role
   * @return the membership
   * @throws ProviderException.Rejected if the provider refuses, definitely; if it knows no such
   *     organization
   * @throws ProviderException for any other failure
   */
  Membership addMember(OrganizationId organization, UserId user, RoleSlug role);
}
