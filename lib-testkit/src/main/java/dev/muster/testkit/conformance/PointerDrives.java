package dev.muster.testkit.conformance;

import dev.muster.testkit.conformance.Likeness.Difference;

/** Drives one route with organizations that are another's, or nobody's. */
final class PointerDrives {
  private static final String NO_SUCH_SLUG = "no-such-organization";

  private final Trial trial;

  PointerDrives(Trial trial) {
    this.trial = trial;
  }

  void drive() {
    if (trial.route().terms().isSignedIn()) {
      return;
    }
    Staged home = trial.stage().membership(trial.role());
    trial.serveBefore(home, trial.credential(home));
    Staged first = trial.stage().organization(trial.role(), home.user());
    Staged second = trial.stage().organization(trial.role(), home.user());
    trial.introduce(second);
    if (trial.route().terms().inCredential) {
      trial
          .named(first)
          .ifPresent(named -> trial.drive(Outcome.FOREIGN, trial.ready(first), named));
    } else {
      compare(trial.ready(first), trial.ready(second));
    }
  }

  /** The first one only makes sure that whatever is read once of a user has been read. */
  private void compare(Ready first, Ready second) {
    PresentedCredential credential = trial.host().credential(first.staged().user());
    trial.drive(Outcome.FOREIGN, first, credential);
    Visit foreign = trial.drive(Outcome.FOREIGN, second, credential);
    unknown(second, foreign, "in the form of a known one", likeIt(second.selector()), credential);
    unknown(second, foreign, "as a word", NO_SUCH_SLUG, credential);
  }

  private void unknown(
      Ready second, Visit foreign, String with, String name, PresentedCredential credential) {
    int before = trial.row().deviations().size();
    Visit unknown = trial.drive(Outcome.UNKNOWN, null, with, second.naming(name), credential);
    boolean told =
        trial.row().deviations().stream()
            .skip(before)
            .anyMatch(one -> one.hole() == Hole.TELLS_WHAT_EXISTS);
    if (told
        || trial.route().terms().serves(foreign.status())
        || trial.route().terms().serves(unknown.status())) {
      return;
    }
    for (Difference difference :
        trial.check().likeness().between(foreign, second.selector(), unknown, name)) {
      trial.add(
          Outcome.UNKNOWN,
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
