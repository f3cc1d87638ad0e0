package dev.muster.proof.attack;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What ran in a container since the last reset, and whether something still runs. */
final class Counts implements ServletRequestListener {
  private static final long PATIENCE_SECONDS = 20;

  /** Runs of handlers that are protected, or that no route is for. */
  final AtomicInteger closed = new AtomicInteger();

  /** Runs of public handlers. */
  final AtomicInteger open = new AtomicInteger();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int running;

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    add(1);
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    add(-1);
  }

  private void add(int more) {
    lock.lock();
    try {
      running += more;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no request is inside of the container. */
  void awaitQuiet() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (running > 0) {
        if (left <= 0) {
          throw new IllegalStateException(running + " requests do not end");
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void reset() {
    closed.set(0);
    open.set(0);
  }
}
