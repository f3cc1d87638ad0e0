package dev.muster.role;

import java.util.Objects;

/**
 * What the host wants done where the provider's word names no role of the map.
 *
 * @param unknown for a member whose provider roles the map does not know
 * @param ended for somebody who is no active member any more
 */
public record RolePolicies(UnknownRolePolicy unknown, EndedRolePolicy ended) {
  /** Checks the parts. */
  public RolePolicies {
    Objects.requireNonNull(unknown, "unknown");
    Objects.requireNonNull(ended, "ended");
  }

  /**
   * The default for those who ended: their role is cleared.
   *
   * @param unknown for unknown provider roles
   * @return both
   */
  public static RolePolicies of(UnknownRolePolicy unknown) {
    return new RolePolicies(unknown, EndedRolePolicy.CLEAR);
  }
}
