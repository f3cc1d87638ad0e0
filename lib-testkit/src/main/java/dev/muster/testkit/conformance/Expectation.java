package dev.muster.testkit.conformance;

import dev.muster.decision.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may come of a request: being served, problems, or either.
 *
 * @param served whether it may be served
 * @param problems with which problems it may be refused
 * @param ownWords whether any refusal but a 401 will do, in whatever words: the handler's
 */
record Expectation(boolean served, Set<Problem> problems, boolean ownWords) {
  static final Expectation SERVED = new Expectation(true, Set.of(), false);
  static final Expectation NOT_FOUND_OR_SO =
      new Expectation(false, Set.of(Problem.NOT_FOUND), true);

  static Expectation refused(Problem first, Problem... others) {
    return new Expectation(false, EnumSet.of(first, others), false);
  }

  /** Also being served. */
  Expectation orServed() {
    return new Expectation(true, problems, ownWords);
  }

  /** Also whatever the handler says of a thing that it looked for and did not find. */
  Expectation orOwnWords() {
    return new Expectation(served, problems, true);
  }

  /** What a host tells that does not tell which organizations there are. */
  Expectation hidingOrganizations() {
    return new Expectation(
        served,
        problems.stream().map(Problem::hidingOrganizations).collect(Collectors.toUnmodifiableSet()),
        ownWords);
  }

  /** Whether the handler may have said this for itself. */
  boolean leavesToHandler(int status) {
    return ownWords && status >= 400 && status < 500 && status != 401;
  }

  /** The problems that have a status. */
  List<Problem> of(int status) {
    return problems.stream().filter(problem -> problem.status() == status).sorted().toList();
  }

  String text() {
    String refused =
        problems.stream()
                .sorted()
                .map(problem -> problem.status() + " " + problem.code())
                .collect(Collectors.joining(" or "))
            + (ownWords ? " or another refusal" : "");
    if (!served) {
      return refused;
    }
    return refused.isEmpty() ? "to be served" : "to be served or " + refused;
  }
}
