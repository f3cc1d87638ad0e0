package dev.muster.role;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the host's record of a member's role equal to what the provider says, as {@link RolePlan}
 * plans it. Safe for many threads; blocks on the role store where memory does not serve.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A change is one compare-and-set on the value that was read, made on a provider's word of this
 * request and never on a remembered one. Evidence from memory or the mirror whose slugs are all
 * known costs no statement, and so does evidence that was synchronised already. A role written by
 * somebody else is found at the next refresh of the evidence, or after {@link #RECHECK}, whichever
 * is later.
 */
public final class RoleSynchronizer {
  /** How long a synchronised role is trusted while fresh evidence keeps saying the same. */
  public static final Duration RECHECK = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(RoleSynchronizer.class);
  private static final int ATTEMPTS = 3;

  private final RoleMap map;
  private final UnknownRolePolicy policy;
  private final RoleStore store;
  private final Timeline timeline;
  private final BoundedCalls calls;
  private final Consumer<RoleEvent> events;
  private final Cache<MembershipKey, Synced> memory;
  private final Map<Evidence, Future<RoleResult>> running = new ConcurrentHashMap<>();

  /**
   * A synchroniser over a store.
   *
   * @param map the host's roles
   * @param policy what to do with unknown slugs
   * @param store where the host keeps roles
   * @param timeline the clocks
   * @param calls bounds how long a request waits for the store
   * @param memorySize how many members are remembered at most
   * @param events hears what happened; must not throw
   */
  public RoleSynchronizer(
      RoleMap map,
      UnknownRolePolicy policy,
      RoleStore store,
      Timeline timeline,
      BoundedCalls calls,
      int memorySize,
      Consumer<RoleEvent> events) {
    this.map = Objects.requireNonNull(map, "map");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.store = Objects.requireNonNull(store, "store");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.calls = Objects.requireNonNull(calls, "calls");
    this.events = Objects.requireNonNull(events, "events");
    this.memory = Caffeine.newBuilder().maximumSize(memorySize).build();
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
    if (!evidence.isMember() && evidence.epoch() == 0) {
      // Never seen as a member: there is no role of ours to clear, and a stranger costs no
      // statement.
      return new RoleResult.Settled(null);
    }
    Role role = evidence.source() == Source.LIVE ? null : meant(evidence);
    if (role != null) {
      return new RoleResult.Settled(role);
    }
    Moment now = timeline.now();
    Synced known = memory.getIfPresent(evidence.key());
    if (known != null && known.covers(evidence, now)) {
      return known.result();
    }
    try {
      return calls.await(join(evidence, known, now), start);
    } catch (RuntimeException thrown) {
      memory.invalidate(evidence.key());
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

  /** Of many who were answered by one look-up, one synchronises and the others wait for it. */
  private Future<RoleResult> join(Evidence evidence, @Nullable Synced known, Moment now) {
    CompletableFuture<RoleResult> own = new CompletableFuture<>();
    Future<RoleResult> other = running.putIfAbsent(evidence, own);
    return other != null
        ? other
        : calls.begin(own, () -> apply(evidence, known, now), () -> running.remove(evidence));
  }

  private RoleResult apply(Evidence evidence, @Nullable Synced known, Moment now) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Role current = store.find(evidence.key()).orElse(null);
      RolePlan plan = RolePlan.of(evidence, map, policy, current);
      // Only a provider read may write: evidence from memory can be older than what another node
      // has written since.
      boolean writes = plan.changes() && evidence.source() == Source.LIVE;
      if (!writes || store.swap(evidence.key(), plan.change())) {
        RoleResult result =
            plan.why() == RolePlan.Why.UNKNOWN_DENIED
                ? new RoleResult.DeniedUnknown()
                : new RoleResult.Settled(evidence.isMember() ? plan.to() : null);
        report(evidence, known, plan, writes);
        memory.put(
            evidence.key(),
            new Synced(
                evidence.isMember(),
                evidence.roles(),
                evidence.asOf(),
                now,
                writes || !plan.changes(),
                result));
        return result;
      }
    }
    return new RoleResult.Failed(Failure.of(Failure.Cause.CONTENDED));
  }

  private void report(Evidence evidence, @Nullable Synced known, RolePlan plan, boolean wrote) {
    if (wrote) {
      events.accept(new RoleEvent.RoleChanged(evidence.key(), plan));
    }
    List<RoleSlug> unknown = map.translate(evidence.roles()).unknown();
    if (!unknown.isEmpty() && (known == null || !known.roles().equals(evidence.roles()))) {
      events.accept(new RoleEvent.UnknownRole(evidence.key(), unknown, plan.why()));
    }
  }

  /**
   * What was last synchronised for a key. Where the record did not follow, since a remembered word
   * writes nothing, it is no answer to the provider's word of a request.
   */
  private record Synced(
      boolean member,
      List<RoleSlug> roles,
      Moment asOf,
      Moment at,
      boolean followed,
      RoleResult result) {
    boolean covers(Evidence evidence, Moment now) {
      boolean sameWord = member == evidence.isMember() && roles.equals(evidence.roles());
      return sameWord
          && (followed || evidence.source() != Source.LIVE)
          && (asOf.equals(evidence.asOf()) || Timeline.age(at, now).compareTo(RECHECK) < 0);
    }
  }
}
