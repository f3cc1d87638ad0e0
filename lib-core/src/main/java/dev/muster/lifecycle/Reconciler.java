package dev.muster.lifecycle;

import dev.muster.account.Creations;
import dev.muster.account.Creations.Made;
import dev.muster.membership.Failure;
import dev.muster.name.MembershipKey;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.End;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes up changes that were cut off, asks the provider, and finishes or undoes them. Starts no
 * thread: it runs on the host's scheduler, or when it is called. Safe for many threads and many
 * nodes; blocks on the store and the provider.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A change is not touched before it is due. A removal is confirmed if the provider knows the
 * membership no more, and made again if it does; it is undone only when the provider refuses it,
 * definitely. A change of role or a joining is never made again: either it has happened, or it is
 * given up. What can't be found out stays as it is, and is taken up again later.
 */
public final class Reconciler implements AutoCloseable {
  /** How many changes one run takes up at most. */
  public static final int MOST = 100;

  private final Lifecycle.Parts parts;
  private final Steps steps;
  private final Removals removals;
  private final RoleChanges roles;
  private final Joinings joinings;
  private final Deletions deletions;
  private volatile boolean closed;
  private volatile @Nullable Future<?> schedule;

  Reconciler(
      Lifecycle.Parts parts,
      Steps steps,
      Removals removals,
      RoleChanges roles,
      Joinings joinings,
      Deletions deletions) {
    this.parts = parts;
    this.steps = steps;
    this.removals = removals;
    this.roles = roles;
    this.joinings = joinings;
    this.deletions = deletions;
  }

  /**
   * Runs every so often from now on, until it is closed.
   *
   * @param scheduler the host's own, and the host's to shut down
   * @param period the time from the end of one run to the next
   * @throws IllegalStateException if it runs already, or is closed
   */
  public synchronized void start(ScheduledExecutorService scheduler, Duration period) {
    Objects.requireNonNull(scheduler, "scheduler");
    if (closed || schedule != null) {
      throw new IllegalStateException("the reconciler was started or closed before");
    }
    long nanos = period.toNanos();
    schedule = scheduler.scheduleWithFixedDelay(this::runOnce, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Takes up what is due now, {@value #MOST} changes at most.
   *
   * @return how many of them have ended
   */
  public int runOnce() {
    int ended = 0;
    for (Change change : due()) {
      if (closed || Thread.currentThread().isInterrupted()) {
        break;
      }
      ended += hasEnded(change) ? 1 : 0;
    }
    return ended;
  }

  private List<Change> due() {
    if (closed) {
      return List.of();
    }
    try {
      return parts
          .changes()
          .takeDue(parts.provider().instance(), parts.policy().takeUpAfter(), MOST);
    } catch (RuntimeException failed) {
      var unused = parts.evidence().report(failed);
      return List.of();
    }
  }

  private boolean hasEnded(Change change) {
    LifecycleResult<Change> result =
        steps.run(
            () -> {
              takeUp(change);
              return change;
            });
    return result.fold(
        done -> true,
        undone -> true,
        failure -> {
          parts.events().accept(new LifecycleEvent.StillOpen(change, failure));
          return false;
        });
  }

  private void takeUp(Change change) {
    if (change instanceof Change.Removal removal) {
      removals.takenUp(removal);
    } else if (change instanceof Change.RoleChange role) {
      roles.takenUp(role);
    } else if (change instanceof Change.Joining joining) {
      joinings.takenUp(joining);
    } else if (change instanceof Change.Deletion deletion) {
      deletions.takenUp(deletion);
    } else if (change instanceof Change.Creation creation) {
      takeUp(creation);
    }
  }

  private void takeUp(Change.Creation creation) {
    Creations creations = parts.creations();
    if (creations == null) {
      // Of a node that creates; it knows with what role.
      throw Stopped.failed(Failure.of(Failure.Cause.CONTENDED));
    }
    Made made =
        creations.make(creation.holder(), creation.slug(), creation.externalId(), creation.name());
    if (made instanceof Made.Unfinished unfinished) {
      RuntimeException thrown = unfinished.thrown();
      throw Stopped.failed(
          thrown == null ? Failure.of(Failure.Cause.CONTENDED) : parts.evidence().report(thrown));
    }
    var unused = steps.finish(creation, made instanceof Made.Stands ? End.DONE : End.UNDONE, null);
    if (made instanceof Made.Stands stands) {
      parts
          .forget()
          .accept(
              new MembershipKey(
                  creation.provider(), stands.organization().id(), creation.holder()));
    }
  }

  /** Stops; a run under way ends after the change that it is at. */
  @Override
  public void close() {
    closed = true;
    Future<?> running = schedule;
    if (running != null) {
      running.cancel(false);
    }
  }
}
