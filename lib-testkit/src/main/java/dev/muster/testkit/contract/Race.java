package dev.muster.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Threads let go at the same moment, and what each of them got. */
final class Race {
  /** Threads of one race. */
  static final int RUNNERS = 8;

  /** Races of one test: a store that only checks and then writes loses one of them. */
  static final int ROUNDS = 25;

  private static final long PATIENCE_SECONDS = 60;

  private Race() {}

  /**
   * Runs one race.
   *
   * @param runner makes the work of runner 0 to {@link #RUNNERS} - 1
   * @param <T> what a runner gets
   * @return the results by runner
   */
  static <T> List<T> run(IntFunction<Callable<T>> runner) {
    ExecutorService pool = Executors.newFixedThreadPool(RUNNERS);
    try {
      CountDownLatch ready = new CountDownLatch(RUNNERS);
      CountDownLatch go = new CountDownLatch(1);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < RUNNERS; i++) {
        Callable<T> work = runner.apply(i);
        futures.add(
            pool.submit(
                () -> {
                  ready.countDown();
                  go.await();
                  return work.call();
                }));
      }
      ready.await();
      go.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("a runner failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("a runner did not end in " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
