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
 */
record Expectation(boolean served, Set<Problem> problems) {
  static final Expectation SERVED = new Expectation(true, Set.of());

  static Expectation refused(Problem first, Problem... others) {
    return new Expectation(false, EnumSet.of(first, others));
  }

  /** Also being served. */
  Expectation orServed() {
    return new Expectation(true, problems);
  }

  /** What a host tells that does not tell which organizations there are. */
  Expectation hidingOrganizations() {
    return new Expectation(
        served,
        problems.stream()
            .map(Problem::hidingOrganizations)
            .collect(Collectors.toUnmodifiableSet()));
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
            .collect(Collectors.joining(" or "));
    if (!served) {
      return refused;
    }
    return refused.isEmpty() ? "to be served" : "to be served or " + refused;
  }
}
