package dev.muster.lifecycle;

import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecycleEvent.Changed;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Evidence;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.UserId;
import dev.muster.role.RoleResult;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all changes have in common: how they begin, what follows, how they end. */
final class Steps {
  /** How often a change starts over because another one was quicker. */
  private static final int ATTEMPTS = 8;

  private final Lifecycle.Parts parts;

  Steps(Lifecycle.Parts parts) {
    this.parts = parts;
  }

  /** Turns what an operation threw into what it came to. */
  <T> LifecycleResult<T> run(Supplier<T> operation) {
    try {
      return new LifecycleResult.Done<>(operation.get());
    } catch (Stopped stopped) {
      return stopped.result();
    } catch (RuntimeException failed) {
      return new LifecycleResult.Unavailable<>(parts.evidence().report(failed));
    }
  }

  /**
   * The same for what only a pass in an organization may begin: another one is the caller's own
   * mistake, and none of the provider's.
   */
  <T> LifecycleResult<T> in(Pass pass, Supplier<T> operation) {
    var unused = Objects.requireNonNull(pass, "pass").organization();
    return run(operation);
  }

  /** Tries until an attempt answers; null is an attempt that was overtaken. */
  <T> T settled(Supplier<@Nullable T> attempt) {
    for (int i = 0; i < ATTEMPTS; i++) {
      T answer = attempt.get();
      if (answer != null) {
        return answer;
      }
    }
    throw Stopped.failed(Failure.of(Failure.Cause.CONTENDED));
  }

  ChangeId newId() {
    byte[] bytes = new byte[16];
    parts.random().nextBytes(bytes);
    return new ChangeId(HexFormat.of().formatHex(bytes));
  }

  /** The change, if it began; null if something moved. */
  <C extends Change> @Nullable C begun(C change, List<Standing> seen) {
    Beginning beginning = parts.changes().begin(change, seen, parts.policy().takeUpAfter());
    return beginning == Beginning.BEGUN ? change : null;
  }

  /**
   * A call that could still be under way when others take the change up is not begun: what they
   * give up must not happen after that.
   */
  void requireInTime(Moment begun) {
    Duration left = parts.policy().takeUpAfter().minus(parts.provider().callDeadline());
    if (Timeline.age(begun, parts.timeline().now()).compareTo(left) >= 0) {
      throw Stopped.failed(Failure.of(Failure.Cause.TIMED_OUT));
    }
  }

  /** Ends a change here, before anybody is told; by nobody where it is taken up. */
  Map<MembershipKey, Long> finish(Change change, End end, @Nullable UserId by) {
    Map<MembershipKey, Long> written = parts.changes().finish(change.id(), end);
    written.keySet().forEach(parts.forget());
    parts.events().accept(new Changed(change, end, by));
    return written;
  }

  /** Ends a change that the provider refused. */
  Stopped refused(Change change, @Nullable UserId by) {
    var unused = finish(change, End.UNDONE, by);
    return Stopped.refused(Refusal.PROVIDER_REFUSED);
  }

  /**
   * Lets mirror and host's record follow what the provider says now, and this node forget what it
   * said before.
   */
  Evidence followed(MembershipKey key) {
    parts.forget().accept(key);
    Moment start = parts.timeline().now();
    Evidence evidence =
        parts
            .evidence()
            .read(key, Freshness.live(), start)
            .fold(
                known -> known,
                failure -> {
                  throw Stopped.failed(failure);
                });
    if (parts.roles().recheck(evidence, start) instanceof RoleResult.Failed failed) {
      throw Stopped.failed(failed.failure());
    }
    return evidence;
  }

  /** The same where it may fail: the next request makes it good. */
  void tidied(MembershipKey key) {
    try {
      var unused = followed(key);
    } catch (Stopped stopped) {
      // The end is known already, and stands.
    }
  }

  /** What a later check can demand after a write that left the mirror at an epoch. */
  ConsistencyToken token(MembershipKey key, Map<MembershipKey, Long> written) {
    Long epoch = written.get(key);
    return new ConsistencyToken(
        key, epoch == null ? parts.memberships().find(key).entry().epoch() : epoch);
  }
}
