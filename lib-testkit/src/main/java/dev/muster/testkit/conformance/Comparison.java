package dev.muster.testkit.conformance;

import dev.muster.testkit.conformance.Likeness.Difference;

/** Drives one route with a name that counts for nothing, and with names of nothing beside it. */
final class Comparison {
  private final Trial trial;
  private final Outcome known;
  private final Outcome unknown;

  Comparison(Trial trial, Outcome known, Outcome unknown) {
    this.trial = trial;
    this.known = known;
    this.unknown = unknown;
  }

  /** The first one only makes sure that whatever is read once of a user has been read. */
  void drive(Ready first, Ready second, PresentedCredential credential) {
    trial.drive(known, first, credential);
    Visit visit = trial.drive(known, second, credential);
    if (trial.drives(Outcome.UNKNOWN)) {
      String known = second.selector();
      String other = trial.host().unknownSelector(known);
      beside(second, visit, "in the form of a known one", other, credential);
      if (UnknownName.isWord(known)) {
        beside(second, visit, "as a word", UnknownName.WORD, credential);
      }
    }
  }

  private void beside(
      Ready second, Visit foreign, String with, String name, PresentedCredential credential) {
    int before = trial.row().deviations().size();
    Visit visit = trial.drive(unknown, null, with, second.naming(name), credential);
    boolean told =
        trial.row().deviations().stream()
            .skip(before)
            .anyMatch(one -> one.hole() == Hole.TELLS_WHAT_EXISTS);
    if (told
        || trial.route().terms().serves(foreign.status())
        || trial.route().terms().serves(visit.status())) {
      return;
    }
    for (Difference difference :
        trial.check().likeness().between(foreign, second.selector(), visit, name)) {
      trial.add(
          unknown,
          with,
          Hole.TELLS_WHAT_EXISTS,
          "as of a foreign one: " + difference.foreign(),
          difference.unknown());
    }
  }
}
