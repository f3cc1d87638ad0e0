package dev.muster.testkit.assertion;

import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import java.util.ArrayList;
import java.util.List;

/** A decision in words: the answer, and what it rests on. */
final class DecisionText {
  private DecisionText() {}

  static String of(Decision decision) {
    String answer =
        decision.fold(
            granted -> "granted",
            denied -> "denied, " + denied.reason(),
            undecided ->
                "undecided, "
                    + undecided.failure().cause()
                    + ", to be asked again after "
                    + undecided.retryAfter());
    return answer + " (" + String.join(", ", grounds(decision.explanation())) + ")";
  }

  private static List<String> grounds(Explanation explanation) {
    List<String> grounds = new ArrayList<>();
    grounds.add(explanation.user() == null ? "nobody" : "user " + name(explanation.user()));
    grounds.add(
        explanation.organization() == null
            ? "no organization"
            : "organization " + name(explanation.organization()));
    if (explanation.role() != null) {
      grounds.add("role " + name(explanation.role()));
    }
    grounds.add(
        explanation.source() == null
            ? "no evidence"
            : (explanation.stale() ? "stale " : "")
                + explanation.source()
                + " evidence "
                + explanation.evidenceAge()
                + " old");
    return grounds;
  }

  private static String name(Object id) {
    return Quoted.of(id.toString());
  }
}
