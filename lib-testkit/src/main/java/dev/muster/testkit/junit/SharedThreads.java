package dev.muster.testkit.junit;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The look-up threads of all kits of a run: starting some for each test is dearer than the test. As
 * many as are wanted, so that a test that holds some back holds up no other. Stopped when the run
 * is over.
 */
final class SharedThreads implements AutoCloseable {
  private static final long IDLE_SECONDS = 30;

  private final AtomicInteger count = new AtomicInteger();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "muster-kit-lookup-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  static Executor of(Store ofTheRun) {
    return ofTheRun.computeIfAbsent(
            SharedThreads.class, key -> new SharedThreads(), SharedThreads.class)
        .pool;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
