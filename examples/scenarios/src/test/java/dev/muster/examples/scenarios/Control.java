package dev.muster.examples.scenarios;

import dev.muster.testkit.stage.MusterKitBuilder;

/**
 * The fault that {@link ControlsTest} puts into the hosts of the scenarios, to see that they notice
 * it. There is none in every other run.
 */
final class Control {
  private static volatile Fault fault = Fault.NONE;

  private Control() {}

  static void apply(MusterKitBuilder kit) {
    kit.wired((made, host) -> fault.in(made, host));
  }

  /** Runs something on hosts with a fault. */
  static void with(Fault wrong, Runnable what) {
    fault = wrong;
    try {
      what.run();
    } finally {
      fault = Fault.NONE;
    }
  }
}
