package dev.muster.lifecycle;

import dev.muster.decision.Problem;

/** Why a change of an organization was refused. Nothing was changed. */
public enum Refusal {
  /** Not with this credential: a token, one that is bound to an organization, or a stranger's. */
  WRONG_CREDENTIAL(Problem.WRONG_CREDENTIAL),
  /** One's role does not allow it, or it concerns a higher role than one's own. */
  INSUFFICIENT_ROLE(Problem.INSUFFICIENT_ROLE),
  /** The other one is not a member of this organization. */
  NOT_A_MEMBER(Problem.NOT_A_MEMBER),
  /** The role is none of the host's role map. */
  UNKNOWN_ROLE(Problem.INVALID_INPUT),
  /** The organization would be left without an active administrator. */
  LAST_ADMIN(Problem.LAST_ADMIN),
  /** Who wants to go has to leave; nobody removes or deactivates oneself. */
  USE_LEAVE(Problem.USE_LEAVE),
  /** The organization has as many active members as it may have. */
  NO_SEAT(Problem.LIMIT_REACHED),
  /** The user already owns as many organizations as allowed. */
  OWNS_ENOUGH(Problem.OWNED_LIMIT_REACHED),
  /**
   * Another change of the same member or of the whole organization is under way. The end of a
   * membership waits for nothing but another end.
   */
  BUSY(Problem.BUSY),
  /** There is no such invitation, or it is somebody else's: the two look alike. */
  NO_SUCH_INVITATION(Problem.INVITATION_NOT_FOUND),
  /** The invitation was accepted before. */
  INVITATION_ACCEPTED(Problem.INVITATION_NOT_PENDING),
  /** The invitation is too old. */
  INVITATION_EXPIRED(Problem.INVITATION_NOT_PENDING),
  /** The invitation was taken back. */
  INVITATION_REVOKED(Problem.INVITATION_NOT_PENDING),
  /** Invitations are not accepted here: who is invited accepts at the provider. */
  ACCEPTED_AT_PROVIDER(Problem.NOT_FOUND),
  /** The provider refused, definitely, for a reason of its own. */
  PROVIDER_REFUSED(Problem.REFUSED);

  private final Problem problem;

  Refusal(Problem problem) {
    this.problem = problem;
  }

  /**
   * What a client is told.
   *
   * @return status, stable code and safe message
   */
  public Problem problem() {
    return problem;
  }
}
