package dev.muster.testkit.stage;

import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;
import dev.muster.decision.Decision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * A listener that keeps what it hears, in order, for a test to look at. Safe for many threads;
 * never blocks.
 */
public final class AuditTrail implements MusterListener {
  /** How many of the latest events are kept. */
  public static final int KEPT = 10_000;

  private final Deque<MusterEvent> latest = new ArrayDeque<>();
  private long forgotten;
  private boolean silent = true;

  /** A trail that has heard nothing yet. */
  public AuditTrail() {}

  @Override
  public synchronized void heard(MusterEvent event) {
    latest.addLast(Objects.requireNonNull(event, "event"));
    silent = false;
    if (latest.size() > KEPT) {
      latest.removeFirst();
      forgotten++;
    }
  }

  /**
   * How many events there was no room for, since the trail was last cleared. If there are any, what
   * is not among the events may have happened all the same.
   *
   * @return 0 or more
   */
  public synchronized long forgotten() {
    return forgotten;
  }

  /**
   * Whether nothing was ever heard, not even before the trail was last cleared. So it is where the
   * host asked nothing, and where its own listener took the place of the kit's.
   *
   * @return whether it was never told anything
   */
  public synchronized boolean isSilent() {
    return silent;
  }

  /**
   * Everything that was heard.
   *
   * @return at most {@link #KEPT}, oldest first; a copy
   */
  public synchronized List<MusterEvent> events() {
    return List.copyOf(latest);
  }

  /**
   * The decisions that were heard.
   *
   * @return oldest first; a copy
   */
  public List<Decision> decisions() {
    return of(MusterEvent.Decided.class).stream().map(MusterEvent.Decided::decision).toList();
  }

  /**
   * The events of a type, or those that tell of something of that type: {@code
   * of(MusterEvent.OfRole.class)} as well as {@code of(RoleEvent.RoleChanged.class)}.
   *
   * @param type which
   * @param <T> which
   * @return oldest first; a copy
   */
  public <T> List<T> of(Class<T> type) {
    Objects.requireNonNull(type, "type");
    return events().stream()
        .map(event -> type.isInstance(event) ? event : told(event))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Forgets what was heard. */
  public synchronized void clear() {
    latest.clear();
    forgotten = 0;
  }

  private static Object told(MusterEvent event) {
    if (event instanceof MusterEvent.Decided of) {
      return of.decision();
    }
    if (event instanceof MusterEvent.OfMembership of) {
      return of.event();
    }
    if (event instanceof MusterEvent.OfRole of) {
      return of.event();
    }
    if (event instanceof MusterEvent.OfAccount of) {
      return of.event();
    }
    if (event instanceof MusterEvent.OfToken of) {
      return of.event();
    }
    if (event instanceof MusterEvent.OfSession of) {
      return of.event();
    }
    if (event instanceof MusterEvent.OfLifecycle of) {
      return of.event();
    }
    if (event instanceof MusterEvent.OfFeed of) {
      return of.event();
    }
    return event instanceof MusterEvent.AtEntry of ? of.event() : event;
  }
}
