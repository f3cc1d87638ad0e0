package dev.muster.testkit.conformance;

import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.FaultScript;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;

/** A provider that fails every call. */
final class Outage {
  private static final int ALWAYS = 1_000_000;

  private Outage() {}

  static void begin(Outcome outcome, FaultScript script) {
    if (outcome == Outcome.PROVIDER_DOWN) {
      script.down();
      return;
    }
    Fault limited = new Fault.RateLimited(Duration.ofSeconds(Judge.TOLD_SECONDS));
    for (Operation operation : Operation.values()) {
      script.next(operation, limited, ALWAYS);
    }
  }

  /** Forgets whatever else the script held, too. */
  static void end(FaultScript script) {
    script.clear();
  }
}
