package dev.muster.testkit.stage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may let the kit's time pass: one thread at a time, and what it runs. Safe for many threads;
 * waits for half a minute at most.
 */
final class Turns {
  private static final int SECONDS = 30;

  private final ReentrantLock turn = new ReentrantLock();

  void take(Runnable action) {
    try {
      // The first try also serves who was interrupted before.
      if (!turn.tryLock() && !turn.tryLock(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "another thread has let the kit's time pass for " + SECONDS + " seconds");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another thread lets time pass", stopped);
    }
    try {
      action.run();
    } finally {
      turn.unlock();
    }
  }
}
