package dev.muster.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that try the same act at once. */
public final class Race {
  /** An act with a place where all threads meet. */
  public interface PausedAct {
    boolean run(CyclicBarrier pause) throws Exception;
  }

  private Race() {}

  /** How many of the threads were told yes. */
  public static int winners(int threads, Callable<Boolean> act) throws Exception {
    return winnersWithPause(
        threads,
        start -> {
          start.await();
          return act.call();
        });
  }

  /** The same, with the meeting place where the act wants it. */
  public static int winnersWithPause(int threads, PausedAct act) throws Exception {
    CyclicBarrier pause = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        answers.add(pool.submit(() -> act.run(pause)));
      }
      int winners = 0;
      for (Future<Boolean> answer : answers) {
        winners += answer.get() ? 1 : 0;
      }
      return winners;
    } finally {
      pool.shutdownNow();
    }
  }
}
