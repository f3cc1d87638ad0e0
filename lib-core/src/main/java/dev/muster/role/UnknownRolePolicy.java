package dev.muster.role;

import dev.muster.name.Role;
import java.util.Objects;

/**
 * What happens to a member whose provider roles the map does not know. The same on every path, and
 * reported each time a slug is first seen.
 */
public sealed interface UnknownRolePolicy {
  /**
   * Keep the role the host has. The default: an unknown word never downgrades. It never creates a
   * role either. Fail-open for a demotion to a slug that is not mapped.
   */
  record Keep() implements UnknownRolePolicy {}

  /**
   * Use this role.
   *
   * @param role a role of the map
   */
  record Fallback(Role role) implements UnknownRolePolicy {
    /** Checks the role. */
    public Fallback {
      Objects.requireNonNull(role, "role");
    }
  }

  /** Deny the check, and change nothing. */
  record Deny() implements UnknownRolePolicy {}

  /**
   * Keeps the role the host has.
   *
   * @return the policy
   */
  static UnknownRolePolicy keep() {
    return new Keep();
  }

  /**
   * Uses one role for every unknown slug.
   *
   * @param role a role of the map
   * @return the policy
   */
  static UnknownRolePolicy fallback(Role role) {
    return new Fallback(role);
  }

  /**
   * Denies.
   *
   * @return the policy
   */
  static UnknownRolePolicy deny() {
    return new Deny();
  }
}
