package dev.muster.testkit.conformance;

import java.util.Optional;
import java.util.Set;

/** Drives one route with people's own scopes: the caller's, and another person's. */
final class PersonalDrives {
  private static final String NONE = "the host names no personal scopes";

  private final Trial trial;
  private final ProtectedRoute route;

  PersonalDrives(Trial trial) {
    this.trial = trial;
    route = trial.route();
  }

  void drive() {
    if (trial.drives(Outcome.PERSONAL)) {
      own();
    }
    if (trial.drives(Outcome.OTHERS_SCOPE)) {
      others();
    }
  }

  private void own() {
    Staged staged = trial.stage().membership(trial.role());
    Optional<String> name = trial.host().personalSelector(staged.user());
    if (name.isEmpty()) {
      trial.cannot(Outcome.PERSONAL, NONE);
      return;
    }
    trial.drive(
        Outcome.PERSONAL, named(staged, name.get()), trial.host().credential(staged.user()));
  }

  /** What a route without a personal scope would need there can't be put there. */
  private Ready named(Staged staged, String name) {
    Staged own = staged.personally(name);
    return trial.ready(route.terms().personal ? own : staged).naming(name).servedIn(Set.of(""));
  }

  /** Two others, so that no answer about the second is remembered of the first. */
  private void others() {
    Optional<String> first = ofAnother();
    Optional<String> second = ofAnother();
    if (first.isEmpty() || second.isEmpty()) {
      trial.cannot(Outcome.OTHERS_SCOPE, NONE);
      return;
    }
    Staged staged = trial.stage().membership(trial.role());
    Ready ready = trial.ready(staged);
    new Comparison(trial, Outcome.OTHERS_SCOPE, Outcome.OTHERS_SCOPE)
        .drive(
            ready.naming(first.get()),
            ready.naming(second.get()),
            trial.host().credential(staged.user()));
  }

  /** The name of somebody who was there before, if anybody can be. */
  private Optional<String> ofAnother() {
    Staged other = trial.stage().membership(trial.role());
    Optional<String> name = trial.host().personalSelector(other.user());
    if (name.isPresent() && route.terms().personal && !route.terms().once) {
      new WarmUp(trial)
          .serve(
              Outcome.OTHERS_SCOPE,
              named(other, name.get()),
              trial.host().credential(other.user()));
    }
    return name;
  }
}
