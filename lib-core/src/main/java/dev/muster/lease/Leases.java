package dev.muster.lease;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Freshness;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps leases: re-checks each one on the host's scheduler, and at once when this node learns that
 * a membership ended. Safe for many threads. Starts no thread; a re-check blocks the scheduler's as
 * a check does, until the deadline of a decision at most.
 *
 * <h2>Guarantee</h2>
 *
 * <p>The holder hears within the bound (and the time that a decision takes) that its membership or
 * role ended, and hears it once. An outage ends no lease: it stands while evidence serves, to the
 * bound and the host's grace, and is suspended after that until access is known again.
 */
public final class Leases {
  /** The shortest bound of a lease: one second. */
  public static final Duration MIN_BOUND = Duration.ofSeconds(1);

  private final ScheduledExecutorService scheduler;
  private final Function<AccessCheck, Decision> check;
  private final Timeline timeline;
  private final Map<MembershipKey, Set<Lease>> leases = new ConcurrentHashMap<>();
  private final Set<Lease> personal = ConcurrentHashMap.newKeySet();

  /**
   * A keeper of leases.
   *
   * @param scheduler the host's; stays the host's to shut down
   * @param check answers a check
   * @param timeline the clocks
   */
  public Leases(
      ScheduledExecutorService scheduler,
      Function<AccessCheck, Decision> check,
      Timeline timeline) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.check = Objects.requireNonNull(check, "check");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
  }

  /**
   * Begins a lease on what a pass permits. On the personal scope there is no membership that could
   * end: such a lease stands until it is closed, so that one route can serve both.
   *
   * @param pass the proof, of this request
   * @param bound how long after its end access may go on: at least {@link #MIN_BOUND}
   * @param holder who hears of its end
   * @return the lease, active; to be closed when the work is done
   * @throws IllegalArgumentException if the bound is live or too short
   * @throws RejectedExecutionException if the scheduler takes no more work
   */
  public Lease hold(Pass pass, Freshness bound, LeaseHolder holder) {
    Objects.requireNonNull(pass, "pass");
    Objects.requireNonNull(bound, "bound");
    Objects.requireNonNull(holder, "holder");
    if (bound.bound().compareTo(MIN_BOUND) < 0) {
      throw new IllegalArgumentException(
          "the bound of a lease must be at least " + MIN_BOUND + ", but was " + bound);
    }
    ConsistencyToken token = pass.explanation().token();
    MembershipKey key = token == null ? null : token.key();
    Lease[] self = new Lease[1];
    Lease lease = new Lease(pass, token, bound, check, timeline, holder, () -> forget(key, self));
    self[0] = lease;
    remember(key, lease);
    try {
      long nanos = lease.interval().toNanos();
      lease.every(
          scheduler.scheduleWithFixedDelay(lease::recheck, nanos, nanos, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException full) {
      lease.close();
      throw full;
    }
    return lease;
  }

  /**
   * Re-checks the leases on a membership at once, with evidence that has caught up.
   *
   * @param seen whose, and how far the mirror has come with it
   */
  public void recheck(ConsistencyToken seen) {
    Objects.requireNonNull(seen, "seen");
    each(seen.key(), lease -> lease.recheck(seen));
  }

  /**
   * Re-checks the leases on a membership at once, by reading the provider.
   *
   * @param key whose
   */
  public void recheck(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    each(key, Lease::recheckLive);
  }

  /**
   * Re-checks some leases at once, with evidence of the lease's own bound.
   *
   * @param which of whose
   */
  public void recheck(Predicate<MembershipKey> which) {
    Objects.requireNonNull(which, "which");
    for (MembershipKey key : leases.keySet()) {
      if (which.test(key)) {
        each(key, Lease::recheck);
      }
    }
  }

  private void each(MembershipKey key, Consumer<Lease> work) {
    for (Lease lease : leases.getOrDefault(key, Set.of())) {
      try {
        scheduler.execute(() -> work.accept(lease));
      } catch (RejectedExecutionException closed) {
        // The scheduler is the host's. A lease that nobody re-checks is suspended by its own clock.
        return;
      }
    }
  }

  /**
   * How many leases are held.
   *
   * @return those that are neither ended nor closed
   */
  public int held() {
    return personal.size() + leases.values().stream().mapToInt(Set::size).sum();
  }

  private void remember(@Nullable MembershipKey key, Lease lease) {
    if (key == null) {
      personal.add(lease);
      return;
    }
    leases.compute(
        key,
        (k, old) -> {
          Set<Lease> held = old == null ? ConcurrentHashMap.newKeySet() : old;
          held.add(lease);
          return held;
        });
  }

  private void forget(@Nullable MembershipKey key, Lease[] self) {
    if (key == null) {
      personal.remove(self[0]);
      return;
    }
    leases.computeIfPresent(
        key,
        (k, held) -> {
          held.remove(self[0]);
          return held.isEmpty() ? null : held;
        });
  }
}
