package dev.muster.lease;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standing of one long-lived piece of work. Safe for many threads; asking for its state does
 * not block. Close it when the work is done.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final AccessCheck again;
  private final Freshness half;
  private final Freshness whole;
  private final Function<AccessCheck, Decision> check;
  private final Timeline timeline;
  private final LeaseHolder holder;
  private final Runnable forget;

  /** One re-check at a time: a second one that is due meanwhile is done by the first. */
  private final AtomicBoolean checking = new AtomicBoolean();

  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicBoolean live = new AtomicBoolean();
  private volatile State state = State.ACTIVE;
  private volatile Moment knownAt;
  private volatile @Nullable ConsistencyToken seen;
  private volatile @Nullable Future<?> timer;

  Lease(
      Pass pass,
      @Nullable ConsistencyToken seen,
      Freshness bound,
      Function<AccessCheck, Decision> check,
      Timeline timeline,
      LeaseHolder holder,
      Runnable forget) {
    again = AccessCheck.again(pass);
    this.seen = seen;
    half = bound.bounded(bound.bound().dividedBy(2));
    whole = bound;
    this.check = check;
    this.timeline = timeline;
    this.holder = holder;
    this.forget = forget;
    knownAt = timeline.now();
  }

  /** Where a lease stands. */
  public enum State {
    /** Access stands, as far as the bound and the host's grace go. */
    ACTIVE,
    /** It can't be found out whether access stands. */
    SUSPENDED,
    /** Access has ended, and so has the lease. */
    ENDED,
    /** The holder gave it back. */
    CLOSED
  }

  /**
   * Where it stands now. A lease that nobody re-checks, because the scheduler is stuck or gone, is
   * suspended when its bound is over, whether or not its holder could be told.
   *
   * @return the state
   */
  public State state() {
    State told = state;
    return told == State.ACTIVE && !whole.reaches(knownAt, timeline.now()) ? State.SUSPENDED : told;
  }

  /**
   * Gives the lease back. Its holder hears nothing after this returns, but for a call under way.
   */
  @Override
  public void close() {
    closed();
    stop();
  }

  private synchronized void closed() {
    if (state != State.ENDED) {
      state = State.CLOSED;
    }
  }

  /** Time between re-checks; with evidence that old at most, the holder hears within the bound. */
  Duration interval() {
    return half.bound();
  }

  void every(Future<?> scheduled) {
    timer = scheduled;
    if (isOver()) {
      stop();
    }
  }

  /** Re-checks with evidence that has caught up with what was seen. */
  void recheck(ConsistencyToken newer) {
    synchronized (this) {
      ConsistencyToken before = seen;
      seen = before == null || newer.epoch() > before.epoch() ? newer : before;
    }
    recheck();
  }

  /** Re-checks with a read of the provider. */
  void recheckLive() {
    live.set(true);
    recheck();
  }

  void recheck() {
    due.set(true);
    while (due.get() && checking.compareAndSet(false, true)) {
      try {
        due.set(false);
        if (!isOver()) {
          settle(decide());
        }
      } catch (RuntimeException thrown) {
        // Not known, then; and the scheduler goes on.
        LOG.error("the re-check of a lease threw {}", thrown.getClass().getName());
      } finally {
        checking.set(false);
      }
    }
  }

  /* An outage keeps a lease as long as evidence serves, which is to the bound and the grace. */
  private Decision decide() {
    ConsistencyToken least = seen;
    AccessCheck now = least == null ? again : again.notBefore(least);
    Freshness first = live.getAndSet(false) ? Freshness.live() : half;
    Decision decision = check.apply(now.onRoute(first));
    return decision instanceof Decision.Undecided ? check.apply(now.onRoute(whole)) : decision;
  }

  private void settle(Decision decision) {
    State before = state;
    if (decision instanceof Decision.Denied denied) {
      if (move(before, State.ENDED)) {
        stop();
        tell(() -> holder.ended(denied));
      }
    } else if (decision instanceof Decision.Undecided undecided) {
      if (before == State.ACTIVE && move(before, State.SUSPENDED)) {
        tell(() -> holder.suspended(undecided));
      }
    } else {
      knownAt = timeline.now();
      if (before == State.SUSPENDED && move(before, State.ACTIVE)) {
        tell(holder::resumed);
      }
    }
  }

  /** Only re-checks move a lease, one at a time; a lease that was closed meanwhile stays so. */
  private synchronized boolean move(State from, State to) {
    if (state != from) {
      return false;
    }
    state = to;
    return true;
  }

  private boolean isOver() {
    return state == State.ENDED || state == State.CLOSED;
  }

  private void stop() {
    Future<?> scheduled = timer;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
    forget.run();
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException thrown) {
      LOG.error("a lease holder threw {}", thrown.getClass().getName());
    }
  }
}
