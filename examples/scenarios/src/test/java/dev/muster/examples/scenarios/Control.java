package dev.muster.examples.scenarios;

import dev.muster.testkit.stage.MusterKitBuilder;
import java.util.function.Consumer;

/**
 * The fault that {@link ControlsTest} puts into the hosts of the scenarios, to see that they notice
 * it. None in every other run.
 */
final class Control {
  private static volatile Consumer<MusterKitBuilder> fault = kit -> {};

  private Control() {}

  static void apply(MusterKitBuilder kit) {
    fault.accept(kit);
  }

  /** Runs something on hosts with a fault. */
  static void with(Consumer<MusterKitBuilder> broken, Runnable what) {
    fault = broken;
    try {
      what.run();
    } finally {
      fault = kit -> {};
    }
  }
}
