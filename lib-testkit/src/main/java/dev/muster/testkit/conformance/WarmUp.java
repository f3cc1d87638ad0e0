package dev.muster.testkit.conformance;

import java.util.Optional;

/**
 * Lets somebody be served before an outcome, so that the host knows what it could remember. Who is
 * not served then makes the outcome worthless, so that is a deviation.
 */
final class WarmUp {
  private static final String NOBODY =
      "nobody can be served before: it serves once(), and no GET for the role is among the routes";

  private final Trial trial;
  private final ProtectedRoute route;

  WarmUp(Trial trial) {
    this.trial = trial;
    route = trial.route();
  }

  /** By this route, or by one that reads where this one can serve only once. */
  void serve(Outcome before, Staged staged, PresentedCredential credential) {
    Optional<ProtectedRoute> by = route.terms().once ? reading() : Optional.of(route);
    if (by.isEmpty()) {
      trial.cannot(before, NOBODY);
    } else {
      serve(before, Ready.of(by.get(), staged), credential);
    }
  }

  void serve(Outcome before, Ready ready, PresentedCredential credential) {
    Visit visit = trial.send(ready, credential);
    if (!ready.route().terms().serves(visit.status())) {
      trial.add(
          before,
          "being served before by " + ready.route(),
          Hole.SHUTS_MEMBERS_OUT,
          "to be served",
          visit.text());
    }
  }

  /** Lets the founder read, so that the host has met the organization. */
  void introduce(Outcome before, Staged staged) {
    Staged founder = staged.ofFounder();
    Optional<ProtectedRoute> reading = reading();
    if (reading.isPresent()) {
      serve(before, Ready.of(reading.get(), founder), staged.credentialOfFounder());
    } else if (!route.terms().once) {
      serve(before, trial.ready(founder), new Pointing(trial).ofMember(founder));
    }
  }

  private Optional<ProtectedRoute> reading() {
    return trial.check().routes().stream()
        .filter(one -> one.terms().readsFor(trial.role()))
        .findFirst();
  }
}
