package dev.muster.provider;

/** What a provider says of a membership. Only {@link #ACTIVE} grants anything. */
public enum MembershipStatus {
  /** The user is a member now. */
  ACTIVE,
  /** Invited, not yet accepted. */
  PENDING,
  /** Deactivated. */
  INACTIVE,
  /** A word this version does not know. Grants nothing. */
  UNKNOWN
}
