package dev.muster.testkit.fault;

/**
 * One kind of call to the provider, as the {@link CallLedger} counts and {@link FaultScript} aims.
 */
public enum Operation {
  /** The point look-up of one membership. */
  FIND_MEMBERSHIP,
  /** The look-up of one organization. */
  FIND_ORGANIZATION,
  /** The look-up of one user. */
  FIND_USER,
  /** One page of all organizations. */
  LIST_ORGANIZATIONS,
  /** One page of a user's memberships. */
  LIST_MEMBERSHIPS,
  /** One page of an organization's memberships. */
  LIST_MEMBERS,
  /** The creation of an organization. */
  CREATE_ORGANIZATION,
  /** The addition of a member. */
  ADD_MEMBER,
  /** The end of a membership. */
  REMOVE_MEMBER,
  /** The change of a member's role. */
  CHANGE_ROLE,
  /** The deactivation of a member. */
  DEACTIVATE_MEMBER,
  /** The reactivation of a member. */
  REACTIVATE_MEMBER,
  /** The renaming of an organization. */
  RENAME_ORGANIZATION,
  /** The end of an organization. */
  DELETE_ORGANIZATION,
  /** One batch of the users behind an organization's members. */
  LIST_PROFILES,
  /** The sending of an invitation. */
  INVITE,
  /** The look-up of one invitation. */
  FIND_INVITATION,
  /** One page of an organization's invitations. */
  LIST_INVITATIONS,
  /** The acceptance of an invitation. */
  ACCEPT_INVITATION,
  /** The taking back of an invitation. */
  REVOKE_INVITATION,
  /** One page of the roles that the environment defines. */
  LIST_ROLES,
  /** One page of the event log, or its newest event. */
  LIST_EVENTS,
  /** The exchange of a code for a session. */
  EXCHANGE_CODE,
  /** The exchange of a refresh token. */
  REFRESH,
  /** The end of a session. */
  END_SESSION
}
