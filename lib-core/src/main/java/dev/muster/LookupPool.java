package dev.muster;

import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that ask the provider: bounded in number and in queue, gone when idle, stopped with
 * the Muster that owns them. A thread that waits is used before another one is started.
 */
final class LookupPool {
  private static final int QUEUE = 10_000;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private LookupPool() {}

  static ThreadPoolExecutor of(int threads) {
    AtomicInteger count = new AtomicInteger();
    HandOver queue = new HandOver();
    return new ThreadPoolExecutor(
        0,
        threads,
        IDLE.toSeconds(),
        TimeUnit.SECONDS,
        queue,
        task -> {
          Thread thread = new Thread(task, "muster-lookup-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        },
        (task, pool) -> {
          if (pool.isShutdown() || queue.size() >= QUEUE) {
            throw new RejectedExecutionException("no thread is free");
          }
          queue.put(task);
          if (pool.isShutdown() && queue.remove(task)) {
            throw new RejectedExecutionException("closed");
          }
        });
  }

  /** Takes what a waiting thread takes at once; for the rest a pool starts one, while it may. */
  private static final class HandOver extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean offer(Runnable task) {
      return tryTransfer(task);
    }
  }
}
