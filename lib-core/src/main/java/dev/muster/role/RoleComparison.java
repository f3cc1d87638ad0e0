package dev.muster.role;

import dev.muster.membership.Failure;
import java.util.Objects;
import java.util.function.Function;

/** What comparing the provider's role list with the map came to: compared, or failed. */
public sealed interface RoleComparison {
  /**
   * The whole list was compared.
   *
   * @param report the differences; there may be none
   */
  record Compared(RoleMapReport report) implements RoleComparison {
    /** Checks the report. */
    public Compared {
      Objects.requireNonNull(report, "report");
    }
  }

  /**
   * The list could not be had: nothing is known of any difference.
   *
   * @param failure why
   */
  record Failed(Failure failure) implements RoleComparison {
    /** Checks the failure. */
    public Failed {
      Objects.requireNonNull(failure, "failure");
    }
  }

  /**
   * Takes the branch for this kind.
   *
   * @param compared for {@link Compared}
   * @param failed for {@link Failed}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(Function<Compared, T> compared, Function<Failed, T> failed) {
    return this instanceof Compared c ? compared.apply(c) : failed.apply((Failed) this);
  }
}
