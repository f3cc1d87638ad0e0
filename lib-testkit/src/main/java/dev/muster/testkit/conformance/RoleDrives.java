package dev.muster.testkit.conformance;

/** Drives one route with members in each role that it refuses, whatever they are elsewhere. */
final class RoleDrives {
  private final Trial trial;
  private final Stage stage;
  private final Pointing pointing;

  RoleDrives(Trial trial) {
    this.trial = trial;
    stage = trial.stage();
    pointing = new Pointing(trial);
  }

  void drive() {
    for (String role : trial.route().terms().refused) {
      if (trial.drives(Outcome.INSUFFICIENT_ROLE)) {
        Staged staged = member(role);
        drive(Outcome.INSUFFICIENT_ROLE, role, trial.ready(staged), pointing.ofMember(staged));
      }
      if (trial.drives(Outcome.ROLE_ELSEWHERE)) {
        elsewhere(role);
      }
      if (trial.drives(Outcome.DEMOTED)) {
        demoted(role);
      }
    }
  }

  private void elsewhere(String role) {
    Staged staged = member(role);
    if (trial.route().terms().inCredential && !pointing.isPossible(staged)) {
      trial.cannot(Outcome.ROLE_ELSEWHERE, Pointing.NONE);
      return;
    }
    Staged other = stage.organization(trial.role(), staged.user());
    stage.join(other.organization(), staged.user(), trial.role());
    new WarmUp(trial).serve(Outcome.ROLE_ELSEWHERE, other, pointing.ofMember(other));
    drive(Outcome.ROLE_ELSEWHERE, role, trial.ready(staged), pointing.ofMember(staged));
  }

  private void demoted(String role) {
    Staged staged = stage.membership(trial.role());
    PresentedCredential credential = pointing.ofMember(staged);
    new WarmUp(trial).serve(Outcome.DEMOTED, staged, credential);
    Ready ready = trial.ready(staged);
    stage.setRole(staged, role);
    trial.host().changed(staged.user(), staged.organization());
    drive(Outcome.DEMOTED, role, ready, credential);
  }

  private void drive(Outcome outcome, String role, Ready ready, PresentedCredential credential) {
    trial.drive(outcome, null, role, ready, credential);
  }

  private Staged member(String role) {
    Staged staged = stage.organization(trial.role());
    stage.join(staged.organization(), staged.user(), role);
    return staged;
  }
}
