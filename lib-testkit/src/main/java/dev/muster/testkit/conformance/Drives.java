package dev.muster.testkit.conformance;

import java.util.Optional;

/** Drives one route through what comes of members, of those who were, and of nearly ones. */
final class Drives {
  private final Trial trial;
  private final Stage stage;
  private final ProtectedRoute route;

  Drives(Trial trial) {
    this.trial = trial;
    stage = trial.stage();
    route = trial.route();
  }

  void drive() {
    served();
    personal();
    new CredentialDrives(trial).drive();
    nearlyMembers();
    new PointerDrives(trial).drive();
    refusedRoles();
    removed();
    foreignPage();
    new OutageDrives(trial).drive();
  }

  private void served() {
    for (String role : route.terms().roles()) {
      Staged staged = stage.membership(role);
      Ready ready = trial.ready(staged);
      Visit visit =
          trial.drive(
              Outcome.SERVED,
              null,
              route.terms().roles().size() > 1 ? role : "",
              ready,
              trial.credential(staged));
      boolean blind = trial.check().isProbed() && visit.handled() == 0;
      if (blind && route.terms().serves(visit.status())) {
        trial.add(Outcome.SERVED, "", Hole.BLIND_PROBE, "one request more", "none");
      }
    }
  }

  private void personal() {
    if (route.terms().isSignedIn() || route.terms().inCredential) {
      return;
    }
    Staged staged = stage.membership(trial.role());
    Optional<String> name = trial.host().personalSelector(staged.user());
    if (name.isPresent()) {
      Staged own = staged.personally(name.get());
      // What a route without a personal scope would need there can't be put there.
      Ready ready = trial.ready(route.terms().personal ? own : staged).naming(name.get());
      trial.drive(Outcome.PERSONAL, ready, trial.credential(staged));
    }
  }

  private void nearlyMembers() {
    Staged nowhere = stage.organization(trial.role());
    trial.drive(
        Outcome.ORGANIZATION_LESS, trial.ready(nowhere), trial.host().credential(nowhere.user()));

    Staged invited = stage.organization(trial.role());
    stage.invite(invited, trial.role());
    trial.drive(Outcome.PENDING, trial.ready(invited), trial.credential(invited));

    Staged deactivated = stage.membership(trial.role());
    if (stage.deactivate(deactivated)) {
      trial.drive(Outcome.INACTIVE, trial.ready(deactivated), trial.credential(deactivated));
    }
  }

  private void refusedRoles() {
    for (String role : route.terms().refused) {
      Staged staged = stage.organization(trial.role());
      stage.join(staged.organization(), staged.user(), role);
      trial.drive(
          Outcome.INSUFFICIENT_ROLE, null, role, trial.ready(staged), trial.credential(staged));
    }
  }

  private void removed() {
    Staged staged = stage.membership(trial.role());
    PresentedCredential credential = trial.credential(staged);
    trial.serveBefore(staged, credential);
    Ready ready = trial.ready(staged);
    stage.remove(staged);
    trial.host().removed(staged.user(), staged.organization());
    trial.drive(Outcome.REMOVED, ready, credential);
  }

  private void foreignPage() {
    if (route.terms().isRead()) {
      return;
    }
    Staged staged = stage.membership(trial.role());
    PresentedCredential credential = trial.credential(staged);
    if (credential.isCookie()) {
      trial.drive(Outcome.FOREIGN_PAGE, trial.ready(staged), credential);
    }
  }
}
