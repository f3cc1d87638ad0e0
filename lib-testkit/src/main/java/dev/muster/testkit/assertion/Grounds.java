package dev.muster.testkit.assertion;

import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import dev.muster.decision.Reason;
import java.util.EnumSet;
import java.util.Set;

/** Whether a decision names all that it rests on. */
final class Grounds {
  /** Reasons that somebody looked at the membership for. */
  private static final Set<Reason> OF_A_MEMBERSHIP =
      EnumSet.of(
          Reason.NO_MEMBERSHIP,
          Reason.NOT_ACTIVE,
          Reason.ROLE_TOO_LOW,
          Reason.PERMISSION_MISSING,
          Reason.ROLE_UNKNOWN);

  private Grounds() {}

  static boolean areTold(Decision decision) {
    Explanation grounds = decision.explanation();
    boolean needs =
        decision.fold(
            granted -> granted.pass().scope().fold(personal -> false, organization -> true),
            denied -> OF_A_MEMBERSHIP.contains(denied.reason()),
            undecided -> false);
    boolean complete =
        grounds.user() != null
            && grounds.organization() != null
            && grounds.source() != null
            && grounds.evidenceAge() != null;
    return !needs || complete;
  }
}
