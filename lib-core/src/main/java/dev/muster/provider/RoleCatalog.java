package dev.muster.provider;

import dev.muster.name.RoleSlug;
import java.util.Set;

/**
 * <strong>SPI.</strong> What a provider may also have: the list of the roles that an environment of
 * it defines. Safe for many threads; blocks on I/O within the provider's call deadline.
 *
 * <h2>Guarantee</h2>
 *
 * <p>An answer is complete, read to the last page. A list that could not be read in full is a
 * {@link ProviderException}, and never a shorter or an empty one.
 */
public interface RoleCatalog {
  /**
   * Lists the roles that members of any organization can have.
   *
   * @return each slug once, as memberships spell it; without roles that a single organization
   *     defines for itself
   * @throws ProviderException if the list could not be read in full
   */
  Set<RoleSlug> listRoles();
}
