package dev.muster.testkit.conformance;

import java.util.Optional;
import java.util.Set;

/** Drives one route with what belongs to one organization or person, presented in another. */
final class ThingDrives {
  private final Trial trial;
  private final Stage stage;
  private final Pointing pointing;

  ThingDrives(Trial trial) {
    this.trial = trial;
    stage = trial.stage();
    pointing = new Pointing(trial);
  }

  void drive() {
    if (trial.drives(Outcome.OTHERS_THING)) {
      Set<String> things = trial.route().terms().things;
      things.forEach(thing -> others(thing, things.size() > 1 ? thing : ""));
    }
    if (trial.drives(Outcome.BOUND_ELSEWHERE)) {
      boundElsewhere();
    }
  }

  private void others(String thing, String with) {
    Staged staged = stage.membership(trial.role());
    Staged other = stage.membership(trial.role());
    crossed(thing, with, staged, other);
    if (!trial.route().terms().personal) {
      return;
    }
    String what = with.isEmpty() ? "of another person" : with + " of another person";
    if (trial.route().terms().inCredential) {
      ofTwoAlone(thing, what);
      return;
    }
    Optional<String> own = trial.host().personalSelector(staged.user());
    Optional<String> theirs = trial.host().personalSelector(other.user());
    if (own.isPresent() && theirs.isPresent()) {
      crossed(thing, what, staged.personally(own.get()), other.personally(theirs.get()));
    }
  }

  /** Of two people in no organization: what they sign in with can be about nothing but them. */
  private void ofTwoAlone(String thing, String with) {
    Optional<Staged> one = alone();
    Optional<Staged> other = alone();
    if (one.isEmpty() || other.isEmpty()) {
      trial.cannot(
          Outcome.OTHERS_THING, "the host names no personal scopes, so no thing of a person's own");
    } else if (isServed(one.get()) && isServed(other.get())) {
      crossed(thing, with, one.get(), other.get());
    } else {
      trial.cannot(Outcome.OTHERS_THING, "nobody in no organization is served their own thing");
    }
  }

  private Optional<Staged> alone() {
    Staged staged = stage.organization(trial.role());
    return trial.host().personalSelector(staged.user()).map(staged::personally);
  }

  private boolean isServed(Staged alone) {
    Visit visit = trial.send(trial.ready(alone), credential(alone));
    return trial.route().terms().serves(visit.status());
  }

  private PresentedCredential credential(Staged staged) {
    return staged.isPersonal() ? trial.host().credential(staged.user()) : pointing.ofMember(staged);
  }

  /** Whoever has it must have it still: a refusal of what was done all the same is none. */
  private void crossed(String thing, String with, Staged staged, Staged other) {
    Ready theirs = trial.ready(other);
    Ready crossed = trial.ready(staged).with(thing, theirs);
    Visit visit = trial.drive(Outcome.OTHERS_THING, null, with, crossed, credential(staged));
    if (trial.route().terms().serves(visit.status()) || trial.row().shutsOut()) {
      return;
    }
    Visit still = trial.send(theirs, credential(other));
    if (!trial.route().terms().serves(still.status())) {
      trial.add(
          Outcome.OTHERS_THING,
          with,
          Hole.SERVES_OTHERS_THINGS,
          "the thing to be left alone",
          visit.text() + ", and then " + still.text() + " to whom it belongs");
    }
  }

  private void boundElsewhere() {
    Staged here = stage.membership(trial.role());
    Staged there = stage.organization(trial.role(), here.user());
    stage.join(there.organization(), there.user(), trial.role());
    Optional<PresentedCredential> bound = trial.host().bound(here.user(), here.organization());
    if (bound.isEmpty()) {
      trial.cannot(
          Outcome.BOUND_ELSEWHERE, "the host makes no credential for one organization only");
      return;
    }
    trial.drive(Outcome.BOUND_ELSEWHERE, trial.ready(there), bound.get());
    trial
        .host()
        .personalSelector(here.user())
        .map(trial.ready(here)::naming)
        .ifPresent(
            own -> trial.drive(Outcome.BOUND_ELSEWHERE, null, "the own slug", own, bound.get()));
  }
}
