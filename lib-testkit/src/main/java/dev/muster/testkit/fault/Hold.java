package dev.muster.testkit.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A place where calls wait until a test lets them go on. One hold serves any number of calls; once
 * released it holds no more. Safe for many threads.
 */
public final class Hold {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

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
    Objects.requireNonNull(atMost, "atMost");
    return reached.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits here as a call does; false if it was not released in time. */
  boolean pass(Duration atMost) throws InterruptedException {
    reached.countDown();
    return released.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }
}
