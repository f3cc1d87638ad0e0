package dev.muster.role;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Evidence;
import dev.muster.membership.Failure;
import dev.muster.membership.Moment;
import dev.muster.membership.Source;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the host's record of a member's role equal to what the provider says, as {@link RolePlan}
 * plans it. Safe for many threads; blocks on the role store where memory does not serve.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A change is one compare-and-set, made on a provider's word of this request and never on a
 * remembered one; it is one statement where the record holds what the provider said before.
 * Evidence from memory or the mirror whose slugs are all known costs no statement, and so does
 * evidence that was synchronised already. On one node an older word is never written after a newer
 * one. A role written by somebody else, or by another node that was late, is found at the next
 * refresh of the evidence, or after {@link #RECHECK}, whichever is later.
 */
public final class RoleSynchronizer {
  /** How long a synchronised role is trusted while fresh evidence keeps saying the same. */
  public static final Duration RECHECK = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(RoleSynchronizer.class);

  private final RoleMap map;
  private final RoleExecutor executor;
  private final Timeline timeline;
  private final BoundedCalls calls;
  private final Consumer<RoleEvent> events;
  private final SyncMemory memory;
  private final Turns turns;

  /**
   * A synchroniser over a store.
   *
   * @param map the host's roles
   * @param policies what to do with unknown slugs and ended memberships
   * @param store where the host keeps roles
   * @param timeline the clocks
   * @param calls bounds how long a request waits for the store
   * @param memorySize how many members are remembered at most
   * @param events hears what happened; must not throw
   */
  public RoleSynchronizer(
      RoleMap map,
      RolePolicies policies,
      RoleStore store,
      Timeline timeline,
      BoundedCalls calls,
      int memorySize,
      Consumer<RoleEvent> events) {
    this.map = Objects.requireNonNull(map, "map");
    this.executor = new RoleExecutor(map, policies, store);
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.calls = Objects.requireNonNull(calls, "calls");
    this.events = Objects.requireNonNull(events, "events");
    this.memory = new SyncMemory(memorySize, timeline);
    // A statement may outlive its callers, but not for ever: after twice the deadline others go on.
    this.turns = new Turns(calls, timeline, calls.deadline().multipliedBy(2), this::apply);
  }

  /**
   * Makes the host's role follow the evidence.
   *
   * @param evidence what is known of the membership
   * @param start when the request began that waits for it
   * @return the role that stands now, or why there is none to tell
   */
  public RoleResult synchronize(Evidence evidence, Moment start) {
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(start, "start");
    if (isStranger(evidence)) {
      return new RoleResult.Settled(null);
    }
    Role role = evidence.source() == Source.LIVE ? null : meant(evidence);
    if (role != null) {
      return new RoleResult.Settled(role);
    }
    // Somebody who synchronises now may be writing another word.
    RoleResult remembered = turns.isFree(evidence.key()) ? remembered(evidence) : null;
    return remembered != null ? remembered : waited(evidence, start);
  }

  /**
   * Makes the host's role follow evidence that no request waits for, in the background. What fails
   * is made good with the next one.
   *
   * @param evidence what is known of the membership
   */
  public void follow(Evidence evidence) {
    if (!isStranger(evidence)) {
      var unused = turns.join(evidence);
    }
  }

  /**
   * Makes the host's role follow the provider's word, whatever was synchronised before: for a
   * record that is known to differ. It also clears a role of somebody who was never seen as a
   * member.
   *
   * @param evidence the provider's word, of a look-up made for this
   * @param start when that began
   * @return the role that stands now, or why there is none to tell
   */
  public RoleResult recheck(Evidence evidence, Moment start) {
    Objects.requireNonNull(start, "start");
    memory.doubt(evidence.key());
    return waited(evidence, start);
  }

  /**
   * Makes the host's role follow the mirror, which all nodes share, on the caller's own thread: for
   * a change that somebody else wrote there. Doing it twice, or late, does no harm.
   *
   * @param key whose
   * @param mirror reads what the mirror says now; gives null where there is nothing to follow
   * @throws dev.muster.store.StoreException if a store can't answer, or others kept changing the
   *     role: try again
   */
  public void follow(MembershipKey key, Supplier<@Nullable Evidence> mirror) {
    Objects.requireNonNull(key, "key");
    if (!executor.keeps(key)) {
      return;
    }
    Synced known = memory.find(key);
    RoleExecutor.Followed followed;
    try {
      followed = executor.follow(key, mirror);
    } finally {
      // What this node remembers of the record is not so any more, or may not be.
      memory.doubt(key);
    }
    if (followed == null) {
      throw new StoreException("the role of a member keeps changing", null);
    }
    if (followed.word() != null && followed.done() != null) {
      report(followed.word(), known, followed.done());
    }
  }

  /** Never seen as a member: there is no role of ours to clear, and no statement to spend. */
  private static boolean isStranger(Evidence evidence) {
    return !evidence.isMember() && evidence.epoch() == 0;
  }

  private RoleResult waited(Evidence evidence, Moment start) {
    try {
      return calls.await(turns.join(evidence), start);
    } catch (RuntimeException thrown) {
      memory.failed(evidence);
      Failure failure = Failure.of(thrown);
      if (failure.cause() == Failure.Cause.DEFECT) {
        LOG.error("the role store threw {}", thrown.getClass().getName());
      }
      return new RoleResult.Failed(failure);
    }
  }

  /**
   * The role of a member whose slugs are all known. A remembered word writes nothing, so what the
   * host has now changes nothing either.
   *
   * @param evidence what is known of the membership
   * @return null where the host's own record has a say
   */
  public @Nullable Role meant(Evidence evidence) {
    return evidence.isMember() ? map.translateKnown(evidence.roles()) : null;
  }

  /**
   * Whether the host's record has no say in what roles of the provider mean.
   *
   * @param slugs the provider's roles of a member
   * @return false if none of them is in the map, or not all
   */
  public boolean knows(List<RoleSlug> slugs) {
    return map.translateKnown(slugs) != null;
  }

  /**
   * What a synchronisation would do.
   *
   * @param evidence what is known of the membership
   * @param current the role the host has, or null for none
   * @return the plan; nothing is read or written
   */
  public RolePlan plan(Evidence evidence, @Nullable Role current) {
    return executor.plan(evidence, evidence.before(), current);
  }

  private @Nullable RoleResult remembered(Evidence evidence) {
    Synced known = memory.find(evidence.key());
    if (known == null || !known.covers(evidence, timeline.now())) {
      return null;
    }
    if (known.isOlderThan(evidence)) {
      memory.confirm(evidence);
    }
    return known.result();
  }

  private RoleResult apply(Evidence evidence) {
    RoleResult remembered = remembered(evidence);
    if (remembered != null) {
      return remembered;
    }
    Moment now = timeline.now();
    Synced known = memory.find(evidence.key());
    // An older word is not written after a newer one, which is remembered for as long as that.
    boolean superseded = known != null && known.isNewerThan(evidence);
    boolean late = superseded || Timeline.age(evidence.statedAt(), now).compareTo(RECHECK) >= 0;
    Role meant = meant(evidence);
    if (late && (meant != null || !evidence.isMember())) {
      return new RoleResult.Settled(meant);
    }
    boolean mayWrite = evidence.source() == Source.LIVE && !late;
    Evidence.Before before = memory.owedBefore(evidence);
    RoleExecutor.Done done = executor.execute(evidence, before, known, mayWrite);
    if (done == null) {
      memory.failed(evidence);
      return new RoleResult.Failed(Failure.of(Failure.Cause.CONTENDED));
    }
    report(evidence, known, done);
    RoleResult result =
        done.plan().why() == RolePlan.Why.UNKNOWN_DENIED
            ? new RoleResult.DeniedUnknown()
            : new RoleResult.Settled(evidence.isMember() ? done.plan().to() : null);
    if (!superseded) {
      memory.put(
          evidence.key(),
          new Synced(
              evidence.isMember(),
              evidence.roles(),
              evidence.statedAt(),
              now,
              done.held(),
              done.followed(),
              done.recorded(),
              (evidence.isMember() && meant == null) || !done.recorded(),
              result));
    }
    return result;
  }

  private void report(Evidence evidence, @Nullable Synced known, RoleExecutor.Done done) {
    MembershipKey key = evidence.key();
    if (done.origin() != null) {
      events.accept(new RoleEvent.RoleChanged(key, done.plan(), done.origin()));
    }
    if (!done.recorded() && (known == null || known.recorded())) {
      events.accept(new RoleEvent.NoRecord(key, done.plan()));
    }
    RoleMap.Translation said = map.translate(evidence.roles());
    boolean unknown = evidence.isMember() && (said.role().isEmpty() || !said.unknown().isEmpty());
    if (unknown && (known == null || !known.roles().equals(evidence.roles()))) {
      events.accept(new RoleEvent.UnknownRole(key, said.unknown(), done.plan().why()));
    }
  }
}
