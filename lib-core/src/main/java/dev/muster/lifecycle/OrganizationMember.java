package dev.muster.lifecycle;

import dev.muster.name.MembershipId;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of the list of an organization's members, as the provider states it.
 *
 * @param user who
 * @param membership the membership's id
 * @param status whether it counts now
 * @param email the user's e-mail, or null where the provider tells none
 * @param role the host's role that the provider's roles mean, or null for none
 * @param slugs the provider's roles; copied
 */
public record OrganizationMember(
    UserId user,
    MembershipId membership,
    MembershipStatus status,
    @Nullable String email,
    @Nullable Role role,
    List<RoleSlug> slugs) {
  /** Checks and copies. */
  public OrganizationMember {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(membership, "membership");
    Objects.requireNonNull(status, "status");
    slugs = List.copyOf(slugs);
  }

  /** Without the e-mail: it is not for logs. */
  @Override
  public String toString() {
    return "OrganizationMember[" + user + ", " + status + ", " + Optional.ofNullable(role) + "]";
  }
}
