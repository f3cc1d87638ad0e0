package dev.muster.decision;

/**
 * Everything that a client can be told instead of an answer: status, stable code and safe message.
 * The one table of the mapping from outcomes to statuses; it knows no JSON.
 */
public enum Problem {
  /** No credential was presented. */
  UNAUTHENTICATED(401, "unauthenticated", "Sign in to continue."),
  /** The credential is not good. */
  INVALID_CREDENTIAL(401, "invalid_credential", "The credential is not valid. Sign in again."),
  /** The session has ended. */
  SESSION_ENDED(401, "session_ended", "The session has ended. Sign in again."),
  /** The session can't be repaired. */
  SESSION_RESET_REQUIRED(401, "session_reset_required", "Sign in again to continue."),
  /** No organization was named, and the user has none. */
  ONBOARDING_REQUIRED(403, "onboarding_required", "Create or join an organization first."),
  /** No organization was named, and the user has some. */
  ORGANIZATION_REQUIRED(403, "organization_required", "Choose an organization first."),
  /** Not an active member, or no such organization. */
  NOT_A_MEMBER(403, "not_a_member", "You are not a member of this organization."),
  /** The role or a permission is missing. */
  INSUFFICIENT_ROLE(403, "insufficient_role", "Your role does not allow this."),
  /** A good credential of the wrong kind. */
  WRONG_CREDENTIAL(403, "wrong_credential", "This credential can't be used here."),
  /** Known to the provider, and not to the host. */
  NO_ACCOUNT(403, "no_account", "There is no account for you here."),
  /** A good credential of another organization. */
  WRONG_ORGANIZATION(403, "wrong_organization", "This credential belongs to another organization."),
  /** A rule refuses the request as it came, such as a write from a foreign site. */
  REFUSED(403, "refused", "This request is refused."),
  /** Two selectors name different organizations. */
  SELECTOR_CONFLICT(400, "selector_conflict", "The request names two different organizations."),
  /** The state of a sign-in does not match. */
  STATE_MISMATCH(
      400, "state_mismatch", "The sign-in does not belong to this browser. Start again."),
  /** The request target is not written in its one canonical form. */
  NON_CANONICAL_TARGET(400, "non_canonical_target", "The address is not in its canonical form."),
  /** A webhook that counts for nothing. */
  WEBHOOK_REFUSED(400, "webhook_refused", "The message is not signed, too old, or not readable."),
  /** A webhook whose bytes something else took before they could be verified. */
  WEBHOOK_BODY_READ(
      400, "webhook_body_read", "The body was read before it could be verified. Hand it over raw."),
  /** No rule opens this path. */
  NOT_FOUND(404, "not_found", "There is nothing here."),
  /** The path is there, the method is not. */
  METHOD_NOT_ALLOWED(405, "method_not_allowed", "This method is not allowed here."),
  /** What was asked for contradicts what is there. */
  CONFLICT(409, "conflict", "This is taken already."),
  /** No active administrator would be left. */
  LAST_ADMIN(409, "last_admin", "An organization needs an administrator, and this is the last."),
  /** Nobody removes oneself. */
  USE_LEAVE(409, "use_leave", "You can't remove yourself. Leave the organization instead."),
  /** The host allows no more: of members in an organization, of a user's tokens there. */
  LIMIT_REACHED(409, "limit_reached", "There are as many of these as there may be."),
  /** A user can't own one more. */
  OWNED_LIMIT_REACHED(
      409,
      "owned_limit_reached",
      "You, or whom you chose, already own as many organizations as allowed."),
  /** What was asked for would collide with something under way. */
  BUSY(409, "busy", "Another change is under way. Try again shortly."),
  /** No such invitation, or somebody else's. */
  INVITATION_NOT_FOUND(404, "invitation_not_found", "There is no such invitation for you."),
  /** Accepted before, too old, or taken back. */
  INVITATION_NOT_PENDING(409, "invitation_not_pending", "The invitation can't be used any more."),
  /** What would be given up is in use, and the request did not insist. */
  FORCE_REQUIRED(409, "force_required", "This name is in use. Say that it may be given up."),
  /** The input has the wrong form. */
  INVALID_INPUT(422, "invalid_input", "The input is not valid."),
  /** It can't be found out now. */
  UNAVAILABLE(503, "unavailable", "This can't be checked right now. Try again shortly.");

  private final int status;
  private final String code;
  private final String message;

  Problem(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  /**
   * The HTTP status.
   *
   * @return 400 to 599
   */
  public int status() {
    return status;
  }

  /**
   * The stable code for machines.
   *
   * @return lower case, never changed
   */
  public String code() {
    return code;
  }

  /**
   * The message for people.
   *
   * @return safe to show
   */
  public String message() {
    return message;
  }

  /**
   * What is told instead by a host that does not tell whether an organization exists: of one that
   * the caller is no member of, and of one that nobody knows, that there is nothing.
   *
   * @return {@link #NOT_FOUND} for {@link #NOT_A_MEMBER}, else this problem
   */
  public Problem hidingOrganizations() {
    return this == NOT_A_MEMBER ? NOT_FOUND : this;
  }
}
