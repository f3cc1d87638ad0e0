package dev.muster.proof.fuzz;

import org.jspecify.annotations.Nullable;

/** A target in the form that Jazzer calls; which one is its argument. */
public final class Jazzed {
  private static @Nullable FuzzTarget target;

  private Jazzed() {}

  /** Called once. */
  public static void fuzzerInitialize(String[] arguments) {
    target = FuzzTargets.open(arguments[0]);
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    FuzzTarget open = target;
    if (open == null) {
      throw new IllegalStateException("no target is open");
    }
    open.tryOut(input);
  }
}
