package dev.muster.proof.attack;

import dev.muster.decision.Problem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request must come to.
 *
 * @param statuses any of these; {@link Answer#NONE} for a connection that is closed without one
 * @param problem what the body must name, or null for no problem of ours
 * @param records what the audit must hold, no more and no less, in this order
 * @param closed how often a protected handler runs
 * @param open how often a public one does
 */
record Expected(
    Set<Integer> statuses, @Nullable Problem problem, List<String> records, int closed, int open) {
  /** Whether our filter sees the request; otherwise the server refuses it. */
  boolean isReached() {
    return !records.isEmpty() || open > 0;
  }
}
