package dev.muster.testkit.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the fake provider was asked, in order. A call counts when it begins, so that one that fails
 * or hangs counts as well; each page of a list is a call. Safe for many threads; never blocks.
 */
public final class CallLedger {
  /** How many of the latest calls {@link #calls()} remembers. The counts have no such bound. */
  public static final int REMEMBERED = 10_000;

  private final Map<Operation, Long> counts = new EnumMap<>(Operation.class);
  private final Deque<Operation> latest = new ArrayDeque<>();
  private long total;

  CallLedger() {}

  /**
   * How often one operation was called.
   *
   * @param operation which
   * @return the number since the last reset
   */
  public synchronized long count(Operation operation) {
    return counts.getOrDefault(Objects.requireNonNull(operation, "operation"), 0L);
  }

  /**
   * How many calls there were.
   *
   * @return the number since the last reset, over all operations
   */
  public synchronized long total() {
    return total;
  }

  /**
   * The latest calls, oldest first.
   *
   * @return at most {@link #REMEMBERED}; a copy
   */
  public synchronized List<Operation> calls() {
    return List.copyOf(latest);
  }

  /** Forgets all calls. */
  public synchronized void reset() {
    counts.clear();
    latest.clear();
    total = 0;
  }

  synchronized void record(Operation operation) {
    counts.merge(operation, 1L, Long::sum);
    total++;
    latest.addLast(operation);
    if (latest.size() > REMEMBERED) {
      latest.removeFirst();
    }
  }
}
