package dev.muster.provider;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.util.List;
import java.util.Set;

/**
 * <strong>SPI.</strong> What a provider may also have: the users of an organization in batches,
 * never one call a member. Safe for many threads; each of its calls to the provider has the
 * provider's call deadline.
 */
@FunctionalInterface
public interface MemberProfiles {
  /**
   * Reads the users behind members of an organization.
   *
   * @param organization the organization
   * @param members the users asked for
   * @return those of them that the provider knows as members there, each once, in no order; nobody
   *     else
   * @throws ProviderException if any page or batch could not be read in full
   */
  List<User> profiles(OrganizationId organization, Set<UserId> members);
}
