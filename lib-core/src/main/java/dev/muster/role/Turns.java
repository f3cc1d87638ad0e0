package dev.muster.role;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Evidence;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One synchronisation at a time for each member, and one that waits for it: with the newest word,
 * for all who brought one meanwhile. One that hangs for too long is given up, so that nobody is
 * kept out by it. Safe for many threads; never blocks.
 */
final class Turns {
  private final Map<MembershipKey, Turn> turns = new ConcurrentHashMap<>();
  private final BoundedCalls calls;
  private final Timeline timeline;
  private final Duration lostAfter;
  private final Function<Evidence, RoleResult> work;

  Turns(
      BoundedCalls calls,
      Timeline timeline,
      Duration lostAfter,
      Function<Evidence, RoleResult> work) {
    this.calls = calls;
    this.timeline = timeline;
    this.lostAfter = lostAfter;
    this.work = work;
  }

  /** Whether nobody synchronises this member now. */
  boolean isFree(MembershipKey key) {
    return !turns.containsKey(key);
  }

  /** The answer of the turn that evidence gets: the running one's own, or the waiting one's. */
  Future<RoleResult> join(Evidence evidence) {
    Turn own = new Turn(evidence);
    Turn[] joined = {own};
    boolean[] starts = {false};
    var unused =
        turns.compute(
            evidence.key(),
            (key, running) -> {
              if (running == null || isLost(running)) {
                own.begun = timeline.now();
                own.waiting = running == null ? null : running.waiting;
                starts[0] = true;
                return own;
              }
              joined[0] = running.isOf(evidence) ? running : running.queue(own);
              return running;
            });
    if (starts[0]) {
      begin(own);
    }
    return joined[0].answer;
  }

  private boolean isLost(Turn running) {
    Moment begun = running.begun;
    return begun != null && Timeline.age(begun, timeline.now()).compareTo(lostAfter) >= 0;
  }

  private void begin(Turn turn) {
    Evidence evidence = turn.evidence;
    var unused = calls.begin(turn.answer, () -> work.apply(evidence), () -> end(turn));
  }

  private void end(Turn ended) {
    AtomicReference<@Nullable Turn> next = new AtomicReference<>();
    var unused =
        turns.computeIfPresent(
            ended.evidence.key(),
            (key, running) -> {
              if (running != ended) {
                return running;
              }
              Turn waiting = ended.waiting;
              if (waiting != null) {
                waiting.begun = timeline.now();
              }
              next.set(waiting);
              return waiting;
            });
    Turn begins = next.get();
    if (begins != null) {
      begin(begins);
    }
  }

  /** One synchronisation. Guarded by its key's slot in the map, but for the answer. */
  private static final class Turn {
    final CompletableFuture<RoleResult> answer = new CompletableFuture<>();
    Evidence evidence;
    @Nullable Moment begun;
    @Nullable Turn waiting;

    Turn(Evidence evidence) {
      this.evidence = evidence;
    }

    @SuppressWarnings("ReferenceEquality") // one look-up's answer, not one like it
    boolean isOf(Evidence other) {
      return evidence == other;
    }

    /** The turn after this one, which takes the newest word of all who wait for it. */
    Turn queue(Turn own) {
      Turn next = waiting;
      if (next == null) {
        waiting = own;
        return own;
      }
      if (own.evidence.statedAt().isNotBefore(next.evidence.statedAt())) {
        next.evidence = own.evidence;
      }
      return next;
    }
  }
}
