package dev.muster.proof.contract;

import dev.muster.store.InvalidationBus;
import dev.muster.testkit.contract.BusUnderTest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A bus of one process, on threads of its own; a wrong one replaces one method. */
class PassingBus implements InvalidationBus, AutoCloseable {
  final List<Ear> ears = new CopyOnWriteArrayList<>();
  final ExecutorService threads = Executors.newCachedThreadPool();

  /** One who listens; two of the same listener are two. */
  static final class Ear {
    final Runnable heard;

    Ear(Runnable heard) {
      this.heard = heard;
    }
  }

  BusUnderTest stage() {
    PassingBus bus = this;
    return new BusUnderTest() {
      @Override
      public InvalidationBus bus() {
        return bus;
      }

      @Override
      public void grow() {}

      @Override
      public void cut() {
        bus.cut();
      }

      @Override
      public void close() {
        bus.close();
      }
    };
  }

  /** There is no connection to cut. */
  void cut() {}

  @Override
  public void wake() {
    for (Ear ear : ears) {
      threads.execute(() -> hear(ear));
    }
  }

  /** What a listener throws is its own business. */
  void hear(Ear ear) {
    try {
      ear.heard.run();
    } catch (RuntimeException theirs) {
      // The bus goes on.
    }
  }

  @Override
  public AutoCloseable listen(Runnable heard) {
    Ear ear = new Ear(Objects.requireNonNull(heard, "heard"));
    ears.add(ear);
    return () -> ears.remove(ear);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
