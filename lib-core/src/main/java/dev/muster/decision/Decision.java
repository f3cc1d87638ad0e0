package dev.muster.decision;

import dev.muster.membership.Failure;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * The answer of a check: yes with a pass, no with a reason, or neither. Never a boolean and never
 * null, because an outage must survive every layer up to the 503.
 */
public sealed interface Decision {
  /**
   * What the decision rests on.
   *
   * @return the explanation
   */
  Explanation explanation();

  /**
   * Yes.
   *
   * @param pass the proof
   */
  record Granted(Pass pass) implements Decision {
    /** Checks the pass. */
    public Granted {
      Objects.requireNonNull(pass, "pass");
    }

    @Override
    public Explanation explanation() {
      return pass.explanation();
    }
  }

  /**
   * A definite no.
   *
   * @param reason why; for the audit
   * @param explanation what it rests on
   */
  record Denied(Reason reason, Explanation explanation) implements Decision {
    /** Checks the parts. */
    public Denied {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(explanation, "explanation");
    }
  }

  /**
   * Neither yes nor no: an outage, an operator's error, or a defect. Nothing may be destroyed on
   * account of it.
   *
   * @param failure why, and when to come back
   * @param explanation what was known
   */
  record Undecided(Failure failure, Explanation explanation) implements Decision {
    /** When to come back if the failure gives no hint: 5 seconds. */
    public static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    /** The longest that a client is sent away: one hour, whatever a provider says. */
    public static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

    /** Checks the parts. */
    public Undecided {
      Objects.requireNonNull(failure, "failure");
      Objects.requireNonNull(explanation, "explanation");
    }

    /**
     * When to come back.
     *
     * @return from one second to {@link #MAX_RETRY_AFTER}
     */
    public Duration retryAfter() {
      Duration hint = failure.retryAfter();
      if (hint == null) {
        return DEFAULT_RETRY_AFTER;
      }
      if (hint.compareTo(MIN_RETRY_AFTER) < 0) {
        return MIN_RETRY_AFTER;
      }
      return hint.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : hint;
    }
  }

  /**
   * Takes the branch for this kind.
   *
   * @param granted for {@link Granted}
   * @param denied for {@link Denied}
   * @param undecided for {@link Undecided}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(
      Function<Granted, T> granted, Function<Denied, T> denied, Function<Undecided, T> undecided) {
    if (this instanceof Granted g) {
      return granted.apply(g);
    }
    return this instanceof Denied d ? denied.apply(d) : undecided.apply((Undecided) this);
  }
}
