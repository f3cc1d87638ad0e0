package dev.muster.testkit.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A place where calls wait until a test lets them go on. One hold serves any number of calls; once
 * released it holds no more. Safe for many threads.
 */
public final class Hold {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition another = lock.newCondition();
  private final CountDownLatch released = new CountDownLatch(1);
  private int reached;

  /** A hold that nothing has reached yet. */
  public Hold() {}

  /** Lets every call that waits here, or comes here later, go on. Does not block. */
  public void release() {
    released.countDown();
  }

  /**
   * Waits until a call has reached this hold. Blocks.
   *
   * @param atMost how long to wait in real time
   * @return whether one has
   * @throws InterruptedException if the waiting thread was interrupted
   */
  public boolean awaitReached(Duration atMost) throws InterruptedException {
    return awaitReached(1, atMost);
  }

  /**
   * Waits until so many calls have reached this hold, those that have gone on included. A call that
   * the ledger counts need not be here yet. Blocks.
   *
   * @param calls how many, 1 or more
   * @param atMost how long to wait in real time
   * @return whether they have
   * @throws IllegalArgumentException if it is fewer than 1
   * @throws InterruptedException if the waiting thread was interrupted
   */
  public boolean awaitReached(int calls, Duration atMost) throws InterruptedException {
    if (calls < 1) {
      throw new IllegalArgumentException("calls must be 1 or more, but was " + calls);
    }
    long left = Objects.requireNonNull(atMost, "atMost").toNanos();
    lock.lockInterruptibly();
    try {
      while (reached < calls && left > 0) {
        left = another.awaitNanos(left);
      }
      return reached >= calls;
    } finally {
      lock.unlock();
    }
  }

  /** Waits here as a call does; false if it was not released in time. */
  boolean pass(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      reached++;
      another.signalAll();
    } finally {
      lock.unlock();
    }
    return released.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }
}
