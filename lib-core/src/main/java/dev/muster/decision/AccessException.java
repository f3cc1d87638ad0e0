package dev.muster.decision;

import java.util.Objects;

/** A required pass was not given. Carries the decision, which says why. */
public final class AccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Decision decision;

  /**
   * A refusal to go on.
   *
   * @param decision denied or undecided
   */
  public AccessException(Decision decision) {
    super(message(Objects.requireNonNull(decision, "decision")));
    this.decision = decision;
  }

  /**
   * Why no pass was given.
   *
   * @return denied or undecided
   */
  public Decision decision() {
    return decision;
  }

  private static String message(Decision decision) {
    return decision.fold(
        granted -> {
          throw new IllegalArgumentException("a granted decision is no refusal");
        },
        denied -> "denied: " + denied.reason(),
        undecided -> "undecided: " + undecided.failure().cause());
  }
}
