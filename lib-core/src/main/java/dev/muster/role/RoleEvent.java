package dev.muster.role;

import dev.muster.membership.Failure;
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
   * @param plan from what to what, and by which rule
   * @param origin who made the difference
   */
  record RoleChanged(MembershipKey key, RolePlan plan, Origin origin) implements RoleEvent {
    /** Checks the parts. */
    public RoleChanged {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(plan, "plan");
      Objects.requireNonNull(origin, "origin");
    }

    /** Who made the difference between the provider's word and the host's record. */
    public enum Origin {
      /** The provider: it says something else than before. */
      PROVIDER,
      /**
       * The record: it did not hold what the provider's earlier word means. Somebody else wrote it,
       * or an earlier synchronisation was cut off.
       */
      RECORD,
      /** What the record should have held is not known. */
      NOT_KNOWN
    }
  }

  /**
   * The host has no record of a member, and making one is the host's to do. The member's role holds
   * for the checks all the same. Reported when first seen.
   *
   * @param key whose
   * @param plan what would have been written
   */
  record NoRecord(MembershipKey key, RolePlan plan) implements RoleEvent {
    /** Checks the parts. */
    public NoRecord {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(plan, "plan");
    }
  }

  /**
   * A membership has provider roles that are not in the map, or none at all. Reported when first
   * seen for a member.
   *
   * @param key whose
   * @param slugs the unknown slugs; empty if the provider gave the member no role
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

  /**
   * The provider's role list was compared with the map, and they differ.
   *
   * @param report how
   */
  record MapDiffers(RoleMapReport report) implements RoleEvent {
    /** Checks the report. */
    public MapDiffers {
      Objects.requireNonNull(report, "report");
    }
  }

  /**
   * The provider's role list could not be had, so the map was not compared with it.
   *
   * @param failure why
   */
  record MapNotCompared(Failure failure) implements RoleEvent {
    /** Checks the failure. */
    public MapNotCompared {
      Objects.requireNonNull(failure, "failure");
    }
  }
}
