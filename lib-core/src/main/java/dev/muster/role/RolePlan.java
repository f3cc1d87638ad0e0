package dev.muster.role;

import dev.muster.membership.Evidence;
import dev.muster.name.Role;
import dev.muster.store.RoleStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a synchronisation would do, and why: a pure function of the evidence, the map and the role
 * that the host has now.
 *
 * @param from the role the host has, or null for none
 * @param to the role it shall have, or null for none
 * @param why the rule that decided
 */
public record RolePlan(@Nullable Role from, @Nullable Role to, Why why) {
  /** Checks the rule. */
  public RolePlan {
    Objects.requireNonNull(why, "why");
  }

  /**
   * Plans.
   *
   * @param evidence what is known of the membership
   * @param map the host's roles
   * @param policies what the host wants done with unknown slugs and ended memberships
   * @param before what was known of the membership before, or null if that is not known
   * @param current the role the host has, or null for none
   * @return the plan
   */
  static RolePlan of(
      Evidence evidence,
      RoleMap map,
      RolePolicies policies,
      Evidence.@Nullable Before before,
      @Nullable Role current) {
    if (!evidence.isMember()) {
      if (!evidence.isOrganizationKnown()) {
        return new RolePlan(current, current, Why.PROVIDER_DOES_NOT_KNOW_ORGANIZATION);
      }
      return policies.ended() == EndedRolePolicy.KEEP
          ? new RolePlan(current, current, Why.ENDED_KEPT)
          : new RolePlan(current, null, Why.MEMBERSHIP_ENDED);
    }
    RoleMap.Translation translation = map.translate(evidence.roles());
    if (translation.role().isPresent()) {
      return new RolePlan(current, translation.role().get(), Why.PROVIDER_ROLE);
    }
    if (policies.unknown() instanceof UnknownRolePolicy.Fallback fallback) {
      return new RolePlan(current, fallback.role(), Why.UNKNOWN_FELL_BACK);
    }
    if (policies.unknown() instanceof UnknownRolePolicy.Deny) {
      return new RolePlan(current, current, Why.UNKNOWN_DENIED);
    }
    return before != null && before.seen() && !before.continues()
        ? new RolePlan(current, null, Why.UNKNOWN_OF_A_NEW_MEMBERSHIP)
        : new RolePlan(current, current, Why.UNKNOWN_KEPT);
  }

  /**
   * Whether there is something to write.
   *
   * @return true if the role differs
   */
  public boolean changes() {
    return !Objects.equals(from, to);
  }

  /**
   * The write.
   *
   * @return the change
   * @throws IllegalArgumentException if nothing changes
   */
  public RoleStore.Change change() {
    return new RoleStore.Change(from, to);
  }

  /** The rule that decided a plan. */
  public enum Why {
    /** The provider's role is in the map. */
    PROVIDER_ROLE,
    /** No slug of the membership is in the map: the host's role stays. */
    UNKNOWN_KEPT,
    /**
     * No slug of the membership is in the map, and it came after the end of another one, whose role
     * is not its own: the role is cleared.
     */
    UNKNOWN_OF_A_NEW_MEMBERSHIP,
    /** No slug of the membership is in the map: the declared role is used. */
    UNKNOWN_FELL_BACK,
    /** No slug of the membership is in the map: the check is denied, the role stays. */
    UNKNOWN_DENIED,
    /** The user is no active member any more: the role is cleared. */
    MEMBERSHIP_ENDED,
    /** The user is no active member any more, and the host keeps the role of such a one. */
    ENDED_KEPT,
    /** The provider does not know the organization, so its "no" changes nothing. */
    PROVIDER_DOES_NOT_KNOW_ORGANIZATION
  }
}
