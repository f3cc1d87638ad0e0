package dev.muster.name;

import java.util.Objects;

/**
 * The key of everything known about one user in one organization. Typed parts and no delimiter, so
 * two keys cannot collide.
 *
 * @param provider where both ids mean something
 * @param organization the organization
 * @param user the user
 */
public record MembershipKey(ProviderInstance provider, OrganizationId organization, UserId user) {
  /**
   * Checks the parts.
   *
   * @throws NullPointerException if a part is null
   */
  public MembershipKey {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
  }
}
