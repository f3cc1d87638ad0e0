package dev.muster.testkit.conformance;

/** Whether there is such an outcome on a route at all, whatever the host can do. Pure. */
final class Applicable {
  private Applicable() {}

  static boolean to(ProtectedRoute route, Outcome outcome) {
    RouteTerms terms = route.terms();
    return switch (outcome) {
      case PERSONAL, OTHERS_SCOPE, UNKNOWN, BOUND_ELSEWHERE -> terms.pointsFreely();
      case FOREIGN -> !terms.isSignedIn();
      case OTHERS_THING -> !terms.things.isEmpty();
      case INSUFFICIENT_ROLE, ROLE_ELSEWHERE, DEMOTED -> !terms.refused.isEmpty();
      case FOREIGN_PAGE -> !terms.isRead();
      default -> true;
    };
  }

  /** Whether it must have been driven, or noted, in the end; what others led to need not be. */
  static boolean isOwed(ProtectedRoute route, Outcome outcome) {
    return outcome != Outcome.SERVED_AGAIN && outcome != Outcome.FOREIGN_PAGE && to(route, outcome);
  }
}
