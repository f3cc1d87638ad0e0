package dev.muster.testkit.contract;

import dev.muster.provider.OrganizationLifecycle;

/**
 * <strong>SPI.</strong> One provider with its adapter, where that also changes and ends memberships
 * and organizations; the stage of {@link OrganizationLifecycleContract}. For one thread, save the
 * lifecycle.
 */
public interface LifecycleUnderTest extends ProviderUnderTest {
  /**
   * The adapter's lifecycle.
   *
   * @return the same on every call, safe for many threads
   */
  OrganizationLifecycle lifecycle();
}
