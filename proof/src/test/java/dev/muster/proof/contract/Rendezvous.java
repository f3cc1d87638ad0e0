package dev.muster.proof.contract;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where all who race in a contract suite meet, so that a check-then-act is lost for certain. */
final class Rendezvous {
  private static final int RACERS = 8;

  private final CyclicBarrier barrier = new CyclicBarrier(RACERS);

  void await() {
    try {
      barrier.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
