package dev.muster.testkit.contract;

import dev.muster.provider.OrganizationAdministration;

/**
 * <strong>SPI.</strong> One provider with its adapter, where that also makes organizations and
 * members; the stage of {@link OrganizationAdministrationContract}. For one thread.
 */
public interface AdministrationUnderTest extends ProviderUnderTest {
  /**
   * The adapter's write side.
   *
   * @return the same on every call
   */
  OrganizationAdministration administration();
}
