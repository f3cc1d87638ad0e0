package dev.muster.testkit.contract;

import dev.muster.name.RoleSlug;
import dev.muster.provider.RoleCatalog;

/**
 * <strong>SPI.</strong> One provider with its adapter, where that also lists roles; the stage of
 * {@link RoleCatalogContract}. For one thread.
 */
public interface RoleCatalogUnderTest extends ProviderUnderTest {
  /**
   * The adapter's role list.
   *
   * @return the same on every call
   */
  RoleCatalog roleCatalog();

  /**
   * Defines a role at the provider, for members of every organization.
   *
   * @param role a slug that is not defined there
   */
  void defineRole(RoleSlug role);

  /**
   * Deletes a role at the provider.
   *
   * @param role a slug that {@link #defineRole} defined
   */
  void deleteRole(RoleSlug role);
}
