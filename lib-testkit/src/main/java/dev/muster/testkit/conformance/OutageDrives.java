package dev.muster.testkit.conformance;

import dev.muster.testkit.fault.FaultScript;

/** Drives one route while the provider fails, and once it is back. */
final class OutageDrives {
  private final Trial trial;

  OutageDrives(Trial trial) {
    this.trial = trial;
  }

  void drive() {
    if (trial.drives(Outcome.PROVIDER_DOWN)) {
      drive(Outcome.PROVIDER_DOWN);
    }
    if (trial.drives(Outcome.RATE_LIMITED)) {
      drive(Outcome.RATE_LIMITED);
    }
  }

  private void drive(Outcome outcome) {
    Staged staged = trial.stage().membership(trial.role());
    PresentedCredential credential = new Pointing(trial).ofMember(staged);
    Ready ready = trial.ready(staged);
    FaultScript faults = trial.host().provider().faults();
    Visit visit;
    Outage.begin(outcome, faults);
    try {
      visit = trial.drive(outcome, ready, credential);
    } finally {
      Outage.end(faults);
    }
    boolean refused = !trial.route().terms().serves(visit.status());
    if (refused && !trial.row().shutsOut() && trial.drives(Outcome.SERVED_AGAIN)) {
      trial.drive(Outcome.SERVED_AGAIN, null, "after " + outcome.column(), ready, credential);
    }
  }
}
