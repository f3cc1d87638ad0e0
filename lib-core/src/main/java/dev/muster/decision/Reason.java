package dev.muster.decision;

/**
 * Why a request was denied. The audit hears the reason itself; the client hears only its {@link
 * Problem}, which is the same for several reasons.
 */
public enum Reason {
  /** No credential. */
  ANONYMOUS(Problem.UNAUTHENTICATED),
  /** A credential that is not good. */
  INVALID_CREDENTIAL(Problem.INVALID_CREDENTIAL),
  /** A credential of a kind that is not taken here. */
  WRONG_CREDENTIAL(Problem.WRONG_CREDENTIAL),
  /** The provider ended the session. */
  SESSION_ENDED(Problem.SESSION_ENDED),
  /** No organization named, and the user is in none. */
  NO_ORGANIZATION_AT_ALL(Problem.ONBOARDING_REQUIRED),
  /** No organization named, and the user is in some. */
  NO_ORGANIZATION_NAMED(Problem.ORGANIZATION_REQUIRED),
  /** The person named, where an organization is demanded. */
  PERSONAL_SCOPE_NAMED(Problem.ORGANIZATION_REQUIRED),
  /** Two different organizations named. */
  SELECTOR_CONFLICT(Problem.SELECTOR_CONFLICT),
  /** Another organization than the one that the credential is bound to. */
  WRONG_ORGANIZATION(Problem.WRONG_ORGANIZATION),
  /** No organization that the host knows. */
  UNKNOWN_ORGANIZATION(Problem.NOT_A_MEMBER),
  /** No membership in the organization. */
  NO_MEMBERSHIP(Problem.NOT_A_MEMBER),
  /** A membership that is not active: pending, deactivated, or of an unknown status. */
  NOT_ACTIVE(Problem.NOT_A_MEMBER),
  /** A role that is not high enough. */
  ROLE_TOO_LOW(Problem.INSUFFICIENT_ROLE),
  /** A role without the permission. */
  PERMISSION_MISSING(Problem.INSUFFICIENT_ROLE),
  /** A provider role that the host's policy denies. */
  ROLE_UNKNOWN(Problem.INSUFFICIENT_ROLE);

  private final Problem problem;

  Reason(Problem problem) {
    this.problem = problem;
  }

  /**
   * What the client is told.
   *
   * @return the problem
   */
  public Problem problem() {
    return problem;
  }
}
