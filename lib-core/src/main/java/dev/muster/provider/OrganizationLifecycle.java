package dev.muster.provider;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;

/**
 * <strong>SPI.</strong> What a provider may also have: changing and ending memberships and
 * organizations. Safe for many threads; blocks on I/O within the provider's call deadline.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Each method may be repeated: a call that finds done what it asks for is done. Where the
 * provider knows memberships by id, a call is about that very membership and never about a later
 * one of the same user. A provider that knows no such membership or organization has ended it; for
 * a change of something that has ended it answers {@link ProviderException.Rejected}.
 */
public interface OrganizationLifecycle {
  /**
   * Ends a membership for good.
   *
   * @param membership as last stated
   * @throws ProviderException.Rejected if the provider refuses, definitely; it stands then
   * @throws ProviderException for any other failure; whether it ended is then unknown
   */
  void removeMember(Membership membership);

  /**
   * Gives a member one role instead of those it has.
   *
   * @param membership as last stated
   * @param role the provider's role
   * @return the membership with the role
   * @throws ProviderException.Rejected if the provider refuses, definitely
   * @throws ProviderException for any other failure
   */
  Membership changeRole(Membership membership, RoleSlug role);

  /**
   * Makes an active membership inactive; it can be made active again. One that is pending stays so.
   *
   * @param membership as last stated
   * @return the inactive membership
   * @throws ProviderException.Rejected if the provider refuses, definitely, or knows no inactive
   *     memberships, or the membership is pending
   * @throws ProviderException for any other failure
   */
  Membership deactivate(Membership membership);

  /**
   * Makes an inactive membership active again.
   *
   * @param membership as last stated
   * @return the active membership
   * @throws ProviderException.Rejected if the provider refuses, definitely, or the membership is
   *     pending
   * @throws ProviderException for any other failure
   */
  Membership reactivate(Membership membership);

  /**
   * Changes an organization's display name.
   *
   * @param organization the organization
   * @param name the name
   * @return the organization with the name
   * @throws ProviderException.Rejected if the provider refuses, definitely; if the name is blank
   * @throws ProviderException for any other failure
   */
  Organization rename(OrganizationId organization, String name);

  /**
   * Ends an organization, and every membership of it, for good.
   *
   * @param organization the organization
   * @throws ProviderException.Rejected if the provider refuses, definitely; it stands then
   * @throws ProviderException for any other failure; whether it ended is then unknown
   */
  void deleteOrganization(OrganizationId organization);
}
