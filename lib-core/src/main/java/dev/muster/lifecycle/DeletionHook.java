package dev.muster.lifecycle;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;

/**
 * <strong>SPI.</strong> The host's own part in the end of an organization: its data. Called after
 * the provider has ended the organization and Muster has forgotten it; may block. Safe for many
 * threads.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It is called at least once for each deletion through Muster, and again until it returns: what
 * it throws is told as {@link LifecycleEvent.OrphanLeft}. So it can be repeated.
 */
@FunctionalInterface
public interface DeletionHook {
  /**
   * Deletes the host's data of an organization.
   *
   * @param provider the provider instance
   * @param organization which
   */
  void deleted(ProviderInstance provider, OrganizationId organization);
}
