package dev.muster.membership;

import dev.muster.name.MembershipKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shares look-ups between callers: at most one running and one waiting for each key. Safe for many
 * threads.
 */
final class SingleFlight {
  /*
   * For each key at most one look-up runs and at most one waits to run after it.
   *
   * A caller joins the running look-up only if that began no earlier than the caller's start minus the
   * caller's bound; a live caller never joins one that has begun. Who cannot join the running one joins
   * the waiting one, which has not begun and so is fresh enough for everybody. N concurrent live callers
   * therefore make at most two calls.
   *
   * Look-ups run on an executor, not on a caller's thread, so that no caller's interruption or deadline
   * fails the others. The slots are changed only inside ConcurrentHashMap.compute, which never blocks
   * on I/O here; publishing into the cache and invalidating happen inside it too, so that a look-up
   * begun before an invalidation can't be published after it.
   */

  private final Map<MembershipKey, Slot> slots = new ConcurrentHashMap<>();
  private final Executor executor;
  private final Timeline timeline;
  private final Duration lostAfter;
  private final BiFunction<MembershipKey, Freshness, Flight.Looked> lookup;
  private final BiConsumer<MembershipKey, EvidenceResult> publish;

  SingleFlight(
      Executor executor,
      Timeline timeline,
      Duration lostAfter,
      BiFunction<MembershipKey, Freshness, Flight.Looked> lookup,
      BiConsumer<MembershipKey, EvidenceResult> publish) {
    this.executor = executor;
    this.timeline = timeline;
    this.lostAfter = lostAfter;
    this.lookup = lookup;
    this.publish = publish;
  }

  /** The flight that serves a caller: joined or new. */
  Flight join(MembershipKey key, Freshness freshness, Moment start) {
    Flight[] joined = new Flight[1];
    Flight[] launch = new Flight[1];
    Moment lostLimit = start.minus(lostAfter);
    slots.compute(
        key,
        (k, old) -> {
          Slot slot = old;
          if (slot == null || slot.current.isLost(lostLimit)) {
            // A look-up that outlived every deadline is given up: it may end, but not publish.
            slot = new Slot(new Flight(freshness), slot == null ? null : slot.next);
            launch[0] = slot.current;
          }
          joined[0] = slot.serve(freshness, start);
          return slot;
        });
    if (launch[0] != null) {
      launch(key, launch[0]);
    }
    return joined[0];
  }

  /** Forgets what a key's running look-up will find, and runs the action in the same step. */
  void invalidate(MembershipKey key, Runnable forget) {
    slots.compute(
        key,
        (k, slot) -> {
          if (slot != null) {
            slot.current.supersede();
          }
          forget.run();
          return slot;
        });
  }

  /** Whose look-ups run or wait, of some. */
  Set<MembershipKey> keys(Predicate<MembershipKey> which) {
    return slots.keySet().stream().filter(which).collect(Collectors.toSet());
  }

  private void launch(MembershipKey key, Flight flight) {
    try {
      executor.execute(() -> fly(key, flight));
    } catch (RejectedExecutionException full) {
      land(key, flight, Flight.Looked.failed(Failure.Cause.OVERLOADED));
    }
  }

  private void fly(MembershipKey key, Flight flight) {
    Freshness[] freshness = new Freshness[1];
    slots.compute(
        key,
        (k, slot) -> {
          freshness[0] = flight.begin(timeline.now());
          return slot;
        });
    Flight.Looked looked = Flight.Looked.failed(Failure.Cause.DEFECT);
    try {
      looked = lookup.apply(key, freshness[0]);
    } finally {
      // Also when an Error goes on to the executor: nobody may wait for a flight that crashed.
      land(key, flight, looked);
    }
  }

  private void land(MembershipKey key, Flight flight, Flight.Looked looked) {
    boolean[] superseded = new boolean[1];
    Flight[] launch = new Flight[1];
    slots.compute(
        key,
        (k, slot) -> {
          superseded[0] = flight.isSuperseded();
          if (slot == null || slot.current != flight) {
            superseded[0] = true;
            return slot;
          }
          if (!superseded[0]) {
            publish.accept(key, looked.result());
          }
          if (slot.next == null) {
            return null;
          }
          launch[0] = slot.next;
          return new Slot(slot.next, null);
        });
    flight.future.complete(new Flight.Outcome(looked, superseded[0]));
    if (launch[0] != null) {
      launch(key, launch[0]);
    }
  }

  private static final class Slot {
    final Flight current;
    @Nullable Flight next;

    Slot(Flight current, @Nullable Flight next) {
      this.current = current;
      this.next = next;
    }

    Flight serve(Freshness freshness, Moment start) {
      if (current.joins(freshness, start)) {
        return current;
      }
      Flight waiting = next;
      if (waiting == null) {
        waiting = new Flight(freshness);
        next = waiting;
      } else {
        waiting.joins(freshness, start);
      }
      return waiting;
    }
  }
}
