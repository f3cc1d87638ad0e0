package dev.muster.testkit.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What ends with a kit. Whatever is made while the kit is closed ends at once, so that nothing is
 * left over. Safe for many threads; holds no lock while something ends.
 */
final class Belongings {
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private boolean closed;

  void requireOpen() {
    if (isClosed()) {
      throw closed();
    }
  }

  /** Something that ends before all that is there already. */
  <T> T first(T made, Consumer<? super T> end) {
    return kept(made, end, true);
  }

  /** Something that ends after all that is there already. */
  <T> T last(T made, Consumer<? super T> end) {
    return kept(made, end, false);
  }

  private <T> T kept(T made, Consumer<? super T> end, boolean first) {
    if (!add(() -> end.accept(made), first)) {
      end.accept(made);
      throw closed();
    }
    return made;
  }

  private synchronized boolean add(Runnable end, boolean first) {
    if (closed) {
      return false;
    }
    if (first) {
      ends.addFirst(end);
    } else {
      ends.addLast(end);
    }
    return true;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized List<Runnable> taken() {
    closed = true;
    List<Runnable> all = new ArrayList<>(ends);
    ends.clear();
    return all;
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("this kit was closed with its test, and is for no other");
  }

  /** Ends each, also where one fails; then throws what failed first. */
  void close() {
    Failures failures = new Failures();
    taken().forEach(failures::of);
    failures.raise();
  }
}
