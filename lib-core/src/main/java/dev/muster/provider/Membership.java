package dev.muster.provider;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One membership as the provider states it.
 *
 * @param id the membership's own id
 * @param organization the organization
 * @param user the user
 * @param status the provider's word on whether it counts now
 * @param roles the provider's roles in this organization, highest first where it ranks them; may be
 *     empty; copied
 * @param updatedAt the provider's time of the last change, or null where it tells none; orders two
 *     states of one membership and is never used as an age
 */
public record Membership(
    MembershipId id,
    OrganizationId organization,
    UserId user,
    MembershipStatus status,
    List<RoleSlug> roles,
    @Nullable Instant updatedAt) {
  /**
   * Checks and copies.
   *
   * @throws NullPointerException if a part other than {@code updatedAt} is null
   */
  public Membership {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(status, "status");
    roles = List.copyOf(roles);
  }

  /**
   * Whether this membership counts now.
   *
   * @return true only for {@link MembershipStatus#ACTIVE}
   */
  public boolean isActive() {
    return status == MembershipStatus.ACTIVE;
  }
}
