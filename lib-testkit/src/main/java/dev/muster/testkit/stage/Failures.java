package dev.muster.testkit.stage;

import org.jspecify.annotations.Nullable;

/** What failed on the way, to be thrown at its end. For one thread. */
final class Failures {
  private @Nullable Throwable first;

  /** Runs something, and keeps what it throws. */
  void of(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error failed) {
      add(failed);
    }
  }

  @SuppressWarnings("ReferenceEquality") // nothing may suppress itself
  void add(Throwable failed) {
    if (first == null) {
      first = failed;
    } else if (failed != first) {
      first.addSuppressed(failed);
    }
  }

  @Nullable Throwable first() {
    return first;
  }

  /** Throws the first, which holds the others. */
  void raise() {
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException failed) {
      throw failed;
    }
  }
}
