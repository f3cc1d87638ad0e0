package dev.muster.testkit.conformance;

/** Drives one route with people who are not members, not yet, or not any more. */
final class MembershipDrives {
  private final Trial trial;
  private final Stage stage;
  private final Pointing pointing;

  MembershipDrives(Trial trial) {
    this.trial = trial;
    stage = trial.stage();
    pointing = new Pointing(trial);
  }

  void drive() {
    if (trial.drives(Outcome.ORGANIZATION_LESS)) {
      Staged nowhere = stage.organization(trial.role());
      PresentedCredential credential = trial.host().credential(nowhere.user());
      trial.drive(Outcome.ORGANIZATION_LESS, trial.readyAlone(nowhere), credential);
    }
    if (trial.drives(Outcome.PENDING)) {
      Staged invited = stage.organization(trial.role());
      PresentedCredential credential = pointing.ofStranger(invited);
      stage.invite(invited, trial.role());
      trial.drive(Outcome.PENDING, trial.readyAlone(invited), credential);
    }
    if (trial.drives(Outcome.INACTIVE)) {
      inactive("", false);
      inactive("who was served before", true);
    }
    if (trial.drives(Outcome.REMOVED)) {
      removed();
    }
  }

  private void inactive(String with, boolean warm) {
    Staged staged = stage.membership(trial.role());
    PresentedCredential credential = pointing.ofMember(staged);
    Ready ready = trial.readyAlone(staged);
    if (warm) {
      new WarmUp(trial).serve(Outcome.INACTIVE, staged, credential);
    }
    if (stage.deactivate(staged)) {
      trial.host().changed(staged.user(), staged.organization());
      trial.drive(Outcome.INACTIVE, null, with, ready, credential);
    } else {
      trial.leaveOut(Outcome.INACTIVE, null, "the provider knows no inactive members", true);
    }
  }

  private void removed() {
    Staged staged = stage.membership(trial.role());
    PresentedCredential credential = pointing.ofMember(staged);
    new WarmUp(trial).serve(Outcome.REMOVED, staged, credential);
    Ready ready = trial.readyAlone(staged);
    stage.remove(staged);
    trial.host().changed(staged.user(), staged.organization());
    trial.drive(Outcome.REMOVED, ready, credential);
  }
}
