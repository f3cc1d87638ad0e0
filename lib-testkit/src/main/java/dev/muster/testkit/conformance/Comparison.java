package dev.muster.testkit.conformance;

import dev.muster.testkit.conformance.Likeness.Difference;

/** Drives one route with a name that counts for nothing, and with names of nothing beside it. */
final class Comparison {
  private static final String NO_SUCH_SLUG = "no-such-organization";

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
      String other = likeIt(second.selector());
      beside(second, visit, "in the form of a known one", other, credential);
      beside(second, visit, "as a word", NO_SUCH_SLUG, credential);
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

  /** Another name of the same form, by turning its last letters and digits on by one. */
  static String likeIt(String known) {
    StringBuilder other = new StringBuilder(known);
    int turned = 0;
    for (int at = known.length() - 1; at >= 0 && turned < 6; at--) {
      char next = next(known.charAt(at));
      if (next != known.charAt(at)) {
        other.setCharAt(at, next);
        turned++;
      }
    }
    return other.toString();
  }

  private static char next(char c) {
    if (c >= '0' && c <= '9') {
      return c == '9' ? '0' : (char) (c + 1);
    }
    if ((c >= 'a' && c <= 'y') || (c >= 'A' && c <= 'Y')) {
      return (char) (c + 1);
    }
    return c == 'z' ? 'a' : c == 'Z' ? 'A' : c;
  }
}
