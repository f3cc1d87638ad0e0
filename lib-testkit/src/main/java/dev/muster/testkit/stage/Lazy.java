package dev.muster.testkit.stage;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that is made when it is first asked for. Safe for many threads. */
final class Lazy<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Supplier<T> maker;
  private volatile @Nullable T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    T there = made;
    if (there != null) {
      return there;
    }
    lock.lock();
    try {
      T mine = made;
      if (mine == null) {
        mine = maker.get();
        made = mine;
      }
      return mine;
    } finally {
      lock.unlock();
    }
  }
}
