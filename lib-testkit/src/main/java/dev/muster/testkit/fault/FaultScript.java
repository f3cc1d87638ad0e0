package dev.muster.testkit.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What shall go wrong at the fake provider, and when. Each operation has its own queue; a call
 * takes the head of its queue, and an empty queue lets it through. Safe for many threads; never
 * blocks.
 */
public final class FaultScript {
  private static final Fault DOWN = new Fault.RefusedConnection();

  private final Map<Operation, Deque<Step>> steps = new EnumMap<>(Operation.class);
  private final Deque<Duration> eventDelays = new ArrayDeque<>();
  private @Nullable Fault down;

  FaultScript() {}

  /** From now on every call finds nobody there, until {@link #up()}. Scripted faults wait. */
  public void down() {
    down(DOWN);
  }

  /**
   * From now on every call goes wrong in one way, until {@link #up()}. Scripted faults wait.
   *
   * @param fault what happens to every call; replaces what was said before
   */
  public synchronized void down(Fault fault) {
    down = Objects.requireNonNull(fault, "fault");
  }

  /** Ends what {@link #down()} began. */
  public synchronized void up() {
    down = null;
  }

  /**
   * Adds a fault for one call of an operation, after those already added.
   *
   * @param operation which calls
   * @param fault what happens to the call
   */
  public void next(Operation operation, Fault fault) {
    next(operation, fault, 1);
  }

  /**
   * Adds a fault for several calls of an operation, after those already added.
   *
   * @param operation which calls
   * @param fault what happens to each
   * @param times how many calls, 1 or more
   * @throws IllegalArgumentException if {@code times} is less than 1
   */
  public void next(Operation operation, Fault fault, int times) {
    add(operation, Objects.requireNonNull(fault, "fault"), times);
  }

  /**
   * Lets some calls of an operation through before the faults that are added later: the third page
   * of a list fails after {@code pass(LIST_MEMBERS, 2)}.
   *
   * @param operation which calls
   * @param times how many calls, 1 or more
   * @throws IllegalArgumentException if {@code times} is less than 1
   */
  public void pass(Operation operation, int times) {
    add(operation, null, times);
  }

  /**
   * Makes the next events late: they are seen that much later than they happened, in their old
   * place, so that a reader who has gone by does not meet them. After those already made late.
   *
   * @param delay how much later, by the provider's clock; zero for an event in time
   * @param events how many events, 1 or more
   * @throws IllegalArgumentException if the delay is negative or {@code events} is less than 1
   */
  public synchronized void lateEvents(Duration delay, int events) {
    Objects.requireNonNull(delay, "delay");
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must be 0 or more, but was " + delay);
    }
    atLeastOne(events, "events");
    for (int i = 0; i < events; i++) {
      eventDelays.add(delay);
    }
  }

  /** Forgets every fault, {@link #down()} included. Calls that hang already stay in their hold. */
  public synchronized void clear() {
    steps.clear();
    eventDelays.clear();
    down = null;
  }

  /** What happens to the call that begins now; null for nothing. */
  synchronized @Nullable Fault take(Operation operation) {
    if (down != null) {
      return down;
    }
    Deque<Step> queue = steps.get(operation);
    Step head = queue == null ? null : queue.poll();
    if (queue == null || head == null) {
      return null;
    }
    if (head.times() > 1) {
      queue.addFirst(new Step(head.fault(), head.times() - 1));
    }
    return head.fault();
  }

  /** How late the event is that happens now. */
  synchronized Duration takeEventDelay() {
    Duration delay = eventDelays.poll();
    return delay == null ? Duration.ZERO : delay;
  }

  private synchronized void add(Operation operation, @Nullable Fault fault, int times) {
    Objects.requireNonNull(operation, "operation");
    atLeastOne(times, "times");
    steps.computeIfAbsent(operation, o -> new ArrayDeque<>()).add(new Step(fault, times));
  }

  private static void atLeastOne(int value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be 1 or more, but was " + value);
    }
  }

  private record Step(@Nullable Fault fault, int times) {}
}
