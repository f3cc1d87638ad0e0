package dev.muster.testkit.conformance;

import dev.muster.testkit.mint.TokenFlaw;
import org.jspecify.annotations.Nullable;

/** Which hole an answer shows. Pure. */
final class Holes {
  private Holes() {}

  /** Of a route that served where it should not have. */
  static Hole ofServing(Outcome outcome, @Nullable TokenFlaw flaw) {
    return switch (outcome) {
      case NO_CREDENTIAL -> Hole.LETS_STRANGERS_IN;
      case BAD_CREDENTIAL -> ofTaking(flaw);
      case EXPIRED -> Hole.TAKES_EXPIRED_CREDENTIALS;
      case ORGANIZATION_LESS -> Hole.LETS_NON_MEMBERS_IN;
      case PENDING -> Hole.LETS_INVITED_IN;
      case INACTIVE -> Hole.LETS_DEACTIVATED_IN;
      case FOREIGN -> Hole.LETS_FOREIGN_MEMBERS_IN;
      case UNKNOWN -> Hole.SERVES_UNKNOWN_ORGANIZATIONS;
      case OTHERS_SCOPE -> Hole.LETS_OTHERS_BE_A_PERSON;
      case OTHERS_THING -> Hole.SERVES_OTHERS_THINGS;
      case BOUND_ELSEWHERE -> Hole.IGNORES_BINDING;
      case INSUFFICIENT_ROLE -> Hole.IGNORES_ROLE;
      case ROLE_ELSEWHERE -> Hole.TAKES_ROLE_OF_ANOTHER;
      case DEMOTED -> Hole.LETS_DEMOTED_IN;
      case REMOVED -> Hole.LETS_REMOVED_IN;
      case PERSONAL -> Hole.LETS_PERSONAL_SCOPE_IN;
      case FOREIGN_PAGE -> Hole.TAKES_FOREIGN_WRITES;
      case PROVIDER_DOWN, RATE_LIMITED -> Hole.OUTAGE_IS_YES;
      case SERVED, SERVED_AGAIN -> Hole.OTHER_STATUS;
    };
  }

  private static Hole ofTaking(@Nullable TokenFlaw flaw) {
    if (flaw == null) {
      return Hole.TAKES_GARBAGE;
    }
    return switch (flaw) {
      case TAMPERED, WRONG_SIGNER, UNSIGNED, WRONG_ISSUER -> Hole.TAKES_FORGERIES;
      case WRONG_AUDIENCE -> Hole.TAKES_FOREIGN_AUDIENCE;
      case EXPIRED, ENDED -> Hole.TAKES_EXPIRED_CREDENTIALS;
      case NOT_YET_VALID, WRONG_KIND -> Hole.TAKES_FLAWED_CREDENTIALS;
    };
  }

  /** Of a route that did not serve, and not with a status that it should have. */
  static Hole ofRefusing(Outcome outcome, Expectation expected, int status) {
    if ((status >= 500 && status != 503) || status < 300) {
      return status < 300 ? Hole.OTHER_STATUS : Hole.BREAKS;
    }
    if (status < 400) {
      return Hole.REDIRECTS_PROGRAMS;
    }
    if (outcome.isOutage()) {
      return status == 401 ? Hole.OUTAGE_SIGNS_OUT : Hole.OUTAGE_IS_NO;
    }
    if (expected.served()) {
      return outcome == Outcome.SERVED_AGAIN ? Hole.STAYS_SHUT : Hole.SHUTS_MEMBERS_OUT;
    }
    return outcome == Outcome.UNKNOWN || outcome == Outcome.OTHERS_SCOPE
        ? Hole.TELLS_WHAT_EXISTS
        : Hole.OTHER_STATUS;
  }
}
