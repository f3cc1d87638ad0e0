package dev.muster.testkit.conformance;

import dev.muster.testkit.fault.FaultScript;

/** Drives one route while the provider fails, and once it is back. */
final class OutageDrives {
  private final Trial trial;

  OutageDrives(Trial trial) {
    this.trial = trial;
  }

  void drive() {
    drive(Outcome.PROVIDER_DOWN);
    drive(Outcome.RATE_LIMITED);
  }

  private void drive(Outcome outcome) {
    Staged staged = trial.stage().membership(trial.role());
    PresentedCredential credential = trial.credential(staged);
    Ready ready = trial.ready(staged);
    FaultScript faults = trial.host().provider().faults();
    Visit visit;
    Outage.begin(outcome, faults);
    try {
      visit = trial.drive(outcome, ready, credential);
    } finally {
      Outage.end(faults);
    }
    if (!trial.route().terms().serves(visit.status()) && !trial.row().shutsOut()) {
      trial.drive(Outcome.SERVED_AGAIN, null, "after " + outcome.column(), ready, credential);
    }
  }
}
