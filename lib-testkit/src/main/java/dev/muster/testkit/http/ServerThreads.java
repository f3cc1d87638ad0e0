package dev.muster.testkit.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The server's threads, and the way to see each of them end. */
final class ServerThreads {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Set<Thread> started = ConcurrentHashMap.newKeySet();
  private final ExecutorService pool = Executors.newCachedThreadPool(this::thread);

  ExecutorService pool() {
    return pool;
  }

  /**
   * Interrupts and ends every thread; false if one is left when the time is over. The pool counts a
   * thread as gone a moment before it is, so each one is waited for itself.
   */
  boolean end(Duration atMost) throws InterruptedException {
    pool.shutdownNow();
    long end = System.nanoTime() + atMost.toNanos();
    for (Thread thread : started) {
      long left = (end - System.nanoTime()) / 1_000_000;
      thread.join(Math.max(1, left));
      if (thread.isAlive()) {
        return false;
      }
    }
    return true;
  }

  private Thread thread(Runnable task) {
    started.removeIf(old -> old.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(task, "muster-fake-provider-" + NUMBER.incrementAndGet());
    started.add(thread);
    return thread;
  }
}
