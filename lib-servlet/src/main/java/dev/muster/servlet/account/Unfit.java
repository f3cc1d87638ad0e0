package dev.muster.servlet.account;

import dev.muster.decision.Problem;

/** A request that says something which can't be meant. Never leaves the room. */
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  Unfit(Problem problem) {
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
