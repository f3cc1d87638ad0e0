package dev.muster.testkit.conformance;

import java.util.HashSet;
import java.util.Set;

/** Drives one route with organizations that are another's, or nobody's. */
final class PointerDrives {
  private final Trial trial;
  private final Pointing pointing;
  private final WarmUp warmUp;

  PointerDrives(Trial trial) {
    this.trial = trial;
    pointing = new Pointing(trial);
    warmUp = new WarmUp(trial);
  }

  void drive() {
    if (!trial.drives(Outcome.FOREIGN)) {
      return;
    }
    Staged home = trial.stage().membership(trial.role());
    warmUp.serve(Outcome.FOREIGN, home, pointing.ofMember(home));
    Staged first = trial.stage().organization(trial.role(), home.user());
    Staged second = trial.stage().organization(trial.role(), home.user());
    warmUp.introduce(Outcome.FOREIGN, second);
    if (!trial.route().terms().inCredential) {
      PresentedCredential credential = trial.host().credential(home.user());
      new Comparison(trial, Outcome.FOREIGN, Outcome.UNKNOWN)
          .drive(trial.ready(first), trial.ready(second), credential);
    } else if (pointing.isPossible(home)) {
      Set<String> scopes = new HashSet<>(trial.ready(home).scopes());
      scopes.addAll(trial.readyAlone(home).scopes());
      PresentedCredential named = pointing.ofStranger(second);
      trial.drive(Outcome.FOREIGN, trial.ready(second).servedIn(scopes), named);
    } else {
      trial.cannot(Outcome.FOREIGN, Pointing.NONE);
    }
  }
}
