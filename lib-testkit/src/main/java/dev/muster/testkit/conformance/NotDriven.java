package dev.muster.testkit.conformance;

import dev.muster.testkit.mint.TokenFlaw;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a check did not ask a route, and why not.
 *
 * @param route the method and the path of the route
 * @param outcome what was not driven
 * @param flaw with which credential, or null for all of the outcome
 * @param reason why not
 * @param waived whether somebody answers for that; else the host does not conform
 */
public record NotDriven(
    String route, Outcome outcome, @Nullable TokenFlaw flaw, String reason, boolean waived) {
  /** Checks the parts. */
  public NotDriven {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(reason, "reason");
  }

  /**
   * What was not driven, in the words of the table.
   *
   * @return the outcome's column, and the flaw if it is about one
   */
  public String what() {
    return flaw == null ? outcome.column() : outcome.column() + " (" + word(flaw) + ")";
  }

  static String word(TokenFlaw flaw) {
    return flaw.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
