package dev.muster.testkit.conformance;

/** Drives one route through every outcome, and notes what did not come to be driven. */
final class Drives {
  private final Trial trial;
  private final ProtectedRoute route;

  Drives(Trial trial) {
    this.trial = trial;
    route = trial.route();
  }

  void drive() {
    served();
    new PersonalDrives(trial).drive();
    new CredentialDrives(trial).drive();
    new MembershipDrives(trial).drive();
    new PointerDrives(trial).drive();
    new ThingDrives(trial).drive();
    new RoleDrives(trial).drive();
    new OutageDrives(trial).drive();
    for (Outcome outcome : Outcome.values()) {
      if (Applicable.isOwed(route, outcome) && trial.row().isSilentAbout(outcome)) {
        trial.cannot(outcome, "no request of it was sent");
      }
    }
  }

  private void served() {
    for (String role : route.terms().roles()) {
      Staged staged = trial.stage().membership(role);
      Ready ready = trial.ready(staged);
      String with = route.terms().roles().size() > 1 ? role : "";
      PresentedCredential credential = new Pointing(trial).ofMember(staged);
      Visit visit = trial.drive(Outcome.SERVED, null, with, ready, credential);
      boolean blind = trial.check().isProbed() && visit.handled() == 0;
      if (blind && route.terms().serves(visit.status())) {
        trial.add(Outcome.SERVED, "", Hole.BLIND_PROBE, "one request more", "none");
      }
    }
  }
}
