package dev.muster.testkit.conformance;

import static dev.muster.testkit.conformance.Expectation.SERVED;
import static dev.muster.testkit.conformance.Expectation.refused;

import dev.muster.decision.Problem;
import dev.muster.testkit.mint.TokenFlaw;
import org.jspecify.annotations.Nullable;

/**
 * What each outcome comes to on each kind of route. Statuses and codes are those of {@link
 * Problem}. Pure.
 */
final class Expectations {
  private Expectations() {}

  static Expectation of(ProtectedRoute route, Outcome outcome, @Nullable TokenFlaw flaw) {
    if (flaw == TokenFlaw.WRONG_KIND) {
      return refused(Problem.INVALID_CREDENTIAL, Problem.UNAUTHENTICATED, Problem.WRONG_CREDENTIAL);
    }
    return switch (outcome) {
      case SERVED, SERVED_AGAIN -> SERVED;
      case NO_CREDENTIAL -> refused(Problem.UNAUTHENTICATED);
      case BAD_CREDENTIAL -> refused(Problem.INVALID_CREDENTIAL, Problem.UNAUTHENTICATED);
      case EXPIRED ->
          refused(Problem.INVALID_CREDENTIAL, Problem.UNAUTHENTICATED, Problem.SESSION_ENDED);
      case FOREIGN_PAGE -> refused(Problem.REFUSED);
      case INSUFFICIENT_ROLE, ROLE_ELSEWHERE, DEMOTED -> refused(Problem.INSUFFICIENT_ROLE);
      case OTHERS_THING -> Expectation.NOT_FOUND_OR_SO;
      case BOUND_ELSEWHERE -> refused(Problem.WRONG_ORGANIZATION, Problem.WRONG_CREDENTIAL);
      case PERSONAL -> route.terms().personal ? SERVED : refused(Problem.ORGANIZATION_REQUIRED);
      case FOREIGN -> foreign(route);
      case UNKNOWN, OTHERS_SCOPE -> refused(Problem.NOT_A_MEMBER);
      case ORGANIZATION_LESS, PENDING, INACTIVE, REMOVED -> noMember(route, outcome);
      case PROVIDER_DOWN, RATE_LIMITED -> outage(route);
    };
  }

  /** Without a membership: where the request names no organization, there may be none to name. */
  private static Expectation noMember(ProtectedRoute route, Outcome outcome) {
    if (route.terms().isSignedIn()) {
      return SERVED;
    }
    if (!route.terms().inCredential) {
      return refused(Problem.NOT_A_MEMBER);
    }
    Expectation nowhere =
        outcome == Outcome.ORGANIZATION_LESS
            ? refused(Problem.ONBOARDING_REQUIRED)
            : refused(
                Problem.NOT_A_MEMBER, Problem.ONBOARDING_REQUIRED, Problem.ORGANIZATION_REQUIRED);
    return route.terms().personal ? elsewhere(route, nowhere) : nowhere;
  }

  /**
   * A session that names another's organization names none that counts. Then another scope may
   * count, where the answer tells which.
   */
  private static Expectation foreign(ProtectedRoute route) {
    if (!route.terms().inCredential) {
      return refused(Problem.NOT_A_MEMBER);
    }
    Expectation nowhere =
        refused(Problem.NOT_A_MEMBER, Problem.ORGANIZATION_REQUIRED, Problem.WRONG_ORGANIZATION);
    return route.terms().scope == null ? nowhere : elsewhere(route, nowhere);
  }

  /** In another scope a route serves, but for a thing of the organization, which is not there. */
  private static Expectation elsewhere(ProtectedRoute route, Expectation nowhere) {
    Expectation served = nowhere.orServed();
    return route.terms().things.isEmpty() ? served : served.orOwnWords();
  }

  /** Who needs no organization may need nothing of the provider either. */
  private static Expectation outage(ProtectedRoute route) {
    Expectation unavailable = refused(Problem.UNAVAILABLE);
    return route.terms().isSignedIn() ? unavailable.orServed() : unavailable;
  }
}
