package dev.muster.testkit.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;

/**
 * <strong>SPI.</strong> One provider with its adapter, where that also reads the provider's events;
 * the stage of {@link EventSourceContract}. Its log may hold events of others. For one thread.
 */
public interface EventsUnderTest extends ProviderUnderTest {
  /**
   * The adapter's event log.
   *
   * @return the same on every call
   */
  EventSource events();

  /**
   * Renames an organization at the provider.
   *
   * @param organization the organization
   * @param name its new name
   */
  void renameOrganization(OrganizationId organization, String name);

  /**
   * Deletes an organization at the provider.
   *
   * @param organization the organization
   */
  void endOrganization(OrganizationId organization);

  /**
   * Deletes a user at the provider.
   *
   * @param user the user
   */
  void endUser(UserId user);

  /**
   * Signs a user in and ends that session at the provider.
   *
   * @param user the user
   * @return the provider's id of the session
   */
  String endSessionOf(UserId user);

  /**
   * Changes what a role of all organizations permits.
   *
   * @param role a slug that the test uses for nothing else
   */
  void changePermissions(RoleSlug role);

  /** Makes the provider know no cursor any more that it gave until now. */
  void loseCursors();
}
