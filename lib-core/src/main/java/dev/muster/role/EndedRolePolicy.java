package dev.muster.role;

/**
 * What happens to the host's record of a role when the membership ended. The check is denied
 * whatever it is, and nothing happens where the provider does not know the organization.
 */
public enum EndedRolePolicy {
  /** The role is cleared. The default. */
  CLEAR,
  /** The role stays, for a host that keeps a former member's role and asks for a pass anyway. */
  KEEP
}
