package dev.muster.membership;

import java.util.Objects;
import java.util.function.Function;

/** What a read of evidence came to: known, or failed. */
public sealed interface EvidenceResult {
  /**
   * It is known whether the user is a member.
   *
   * @param evidence yes or no, and how it is known
   */
  record Known(Evidence evidence) implements EvidenceResult {
    /** Checks the evidence. */
    public Known {
      Objects.requireNonNull(evidence, "evidence");
    }
  }

  /**
   * It could not be found out.
   *
   * @param failure why
   */
  record Failed(Failure failure) implements EvidenceResult {
    /** Checks the failure. */
    public Failed {
      Objects.requireNonNull(failure, "failure");
    }
  }

  /**
   * Takes the branch for this kind.
   *
   * @param known for {@link Known}
   * @param failed for {@link Failed}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(Function<Evidence, T> known, Function<Failure, T> failed) {
    return this instanceof Known k
        ? known.apply(k.evidence())
        : failed.apply(((Failed) this).failure());
  }
}
