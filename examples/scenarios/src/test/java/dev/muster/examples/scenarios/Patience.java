package dev.muster.examples.scenarios;

import dev.muster.testkit.stage.MusterKitBuilder;
import java.time.Duration;

/** Deadlines in real time that a busy machine does not reach while a test holds an answer back. */
final class Patience {
  private static final Duration CALL = Duration.ofSeconds(14);
  private static final Duration DECISION = Duration.ofMinutes(1);

  private Patience() {}

  static void give(MusterKitBuilder kit) {
    kit.callDeadline(CALL).muster(host -> host.deadline(DECISION));
  }
}
