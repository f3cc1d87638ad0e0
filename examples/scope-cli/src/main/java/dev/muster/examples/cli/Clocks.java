package dev.muster.examples.cli;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a command.
 *
 * @param wall tells the time
 * @param ticks nanoseconds that never go back
 */
record Clocks(InstantSource wall, LongSupplier ticks) {
  /** This machine's. */
  static Clocks system() {
    return new Clocks(InstantSource.system(), System::nanoTime);
  }
}
