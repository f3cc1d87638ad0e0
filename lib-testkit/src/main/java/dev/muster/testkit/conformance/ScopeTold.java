package dev.muster.testkit.conformance;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds the scope that a served answer tells against those that may have served it. Pure. */
final class ScopeTold {
  private static final int LONGEST = 60;

  private ScopeTold() {}

  static List<Deviation> judge(Outcome outcome, String with, Ready ready, Visit visit) {
    ProtectedRoute route = ready.route();
    Function<String, String> read = route.terms().scope;
    if (read == null || visit.failure() != null || !route.terms().serves(visit.status())) {
      return List.of();
    }
    String told = told(read, visit.body());
    if (told == null) {
      return List.of(
          new Deviation(
              route.toString(),
              outcome,
              with,
              Hole.WRONG_SCOPE,
              "an answer that tells its scope",
              visit.cell() + " of which tellsScope(..) reads none"));
    }
    if (ready.scopes().contains(told)) {
      return List.of();
    }
    boolean rightly =
        outcome == Outcome.SERVED || outcome == Outcome.SERVED_AGAIN || outcome == Outcome.PERSONAL;
    Hole hole = rightly ? Hole.WRONG_SCOPE : Holes.ofServing(outcome, null);
    String expected = rightly ? "the scope that was asked for" : "no scope of another";
    return List.of(
        new Deviation(route.toString(), outcome, with, hole, expected, visit.cell() + of(told)));
  }

  /** Null where the host's own reading finds none: it meets a body that it does not know. */
  private static @Nullable String told(Function<String, String> read, String body) {
    try {
      return read.apply(body);
    } catch (RuntimeException unreadable) {
      return null;
    }
  }

  private static String of(String told) {
    String plain = told.replaceAll("[^a-zA-Z0-9_.:-]", "?");
    return told.isEmpty()
        ? " of the personal scope"
        : " of `" + plain.substring(0, Math.min(LONGEST, plain.length())) + "`";
  }
}
