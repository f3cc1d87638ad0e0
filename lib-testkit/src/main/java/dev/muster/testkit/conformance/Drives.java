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
    if (route.terms().scope != null) {
      inEachOfTwo();
    }
  }

  /** Who is in two organizations shows whether it is the one that was named that is served. */
  private void inEachOfTwo() {
    Pointing pointing = new Pointing(trial);
    Staged first = trial.stage().membership(trial.role());
    if (route.terms().inCredential && !pointing.isPossible(first)) {
      return;
    }
    Staged second = trial.stage().organization(trial.role(), first.user());
    trial.stage().join(second.organization(), second.user(), trial.role());
    inOneOfTwo("the first of two", first, pointing);
    inOneOfTwo("the second of two", second, pointing);
  }

  private void inOneOfTwo(String with, Staged staged, Pointing pointing) {
    trial.drive(Outcome.SERVED, null, with, trial.ready(staged), pointing.ofMember(staged));
  }
}
