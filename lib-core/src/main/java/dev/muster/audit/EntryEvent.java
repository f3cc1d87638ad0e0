package dev.muster.audit;

import dev.muster.decision.Problem;
import java.util.Objects;

/** Something at the entry of a service, such as a servlet filter, that was no check. */
public sealed interface EntryEvent {
  /**
   * A request was refused before anything about it was checked: its target, its method, or a write
   * of a foreign page.
   *
   * @param problem what the client was told
   */
  record Refused(Problem problem) implements EntryEvent {
    /** Checks the problem. */
    public Refused {
      Objects.requireNonNull(problem, "problem");
    }
  }

  /**
   * A request ended well where the service is protected, and nothing had decided that it may: a
   * defect of the host.
   *
   * @param where the mapping that served it, as the host declared it; nothing of the client's
   */
  record Unguarded(String where) implements EntryEvent {
    /** Checks the mapping. */
    public Unguarded {
      Objects.requireNonNull(where, "where");
    }
  }
}
