package dev.muster.role;

import dev.muster.name.MembershipKey;
import dev.muster.name.RoleSlug;
import java.util.List;
import java.util.Objects;

/** What the role room reports upwards. Holds ids and roles only. */
public sealed interface RoleEvent {
  /**
   * The host's role was changed to follow the provider.
   *
   * @param key whose
   * @param plan from what to what, and why
   */
  record RoleChanged(MembershipKey key, RolePlan plan) implements RoleEvent {
    /** Checks the parts. */
    public RoleChanged {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(plan, "plan");
    }
  }

  /**
   * A membership has provider roles that are not in the map. Reported when first seen for a member.
   *
   * @param key whose
   * @param slugs the unknown slugs
   * @param why what was done
   */
  record UnknownRole(MembershipKey key, List<RoleSlug> slugs, RolePlan.Why why)
      implements RoleEvent {
    /** Checks and copies. */
    public UnknownRole {
      Objects.requireNonNull(key, "key");
      slugs = List.copyOf(slugs);
      Objects.requireNonNull(why, "why");
    }
  }
}
