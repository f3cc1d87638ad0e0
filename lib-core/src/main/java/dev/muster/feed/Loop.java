package dev.muster.feed;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step again and again on the host's scheduler: never twice at a time, and after the time
 * that the step asks for. Safe for many threads.
 */
final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration AFTER_A_DEFECT = Duration.ofMinutes(1);

  private final ScheduledExecutorService scheduler;
  private final Supplier<Duration> step;
  private final Runnable last;
  private @Nullable Future<?> next;

  /**
   * Which of what was scheduled counts: what is cancelled as it begins would run beside the next.
   */
  private long turn;

  private boolean running;
  private boolean woken;
  private boolean closed;

  /**
   * A loop that does not run yet.
   *
   * @param scheduler the host's
   * @param step does some of the work, and tells after how long it wants to go on
   * @param last is run once, when the loop is closed and no step runs any more
   */
  Loop(ScheduledExecutorService scheduler, Supplier<Duration> step, Runnable last) {
    this.scheduler = scheduler;
    this.step = step;
    this.last = last;
  }

  /** Runs the next step now; right after the one under way, if there is one. */
  void wake() {
    if (!isWoken()) {
      last.run();
    }
  }

  /** False where the scheduler takes no more work, and that was found out here. */
  private synchronized boolean isWoken() {
    if (closed || woken) {
      return true;
    }
    woken = true;
    if (running) {
      return true;
    }
    if (next != null) {
      next.cancel(false);
    }
    return isScheduled(Duration.ZERO);
  }

  /**
   * The scheduler is the host's, and the host may have shut it down: then nothing is left to do.
   */
  private boolean isScheduled(Duration delay) {
    long mine = ++turn;
    try {
      next = scheduler.schedule(() -> run(mine), delay.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (RejectedExecutionException ended) {
      closed = true;
      return false;
    }
  }

  private void run(long mine) {
    if (!begins(mine)) {
      return;
    }
    Duration delay = AFTER_A_DEFECT;
    try {
      delay = step.get();
    } catch (RuntimeException defect) {
      LOG.error("a step of the feed threw {}", defect.getClass().getName());
    } finally {
      if (!goesOn(delay)) {
        last.run();
      }
    }
  }

  private synchronized boolean begins(long mine) {
    if (closed || running || mine != turn) {
      return false;
    }
    running = true;
    woken = false;
    return true;
  }

  private synchronized boolean goesOn(Duration delay) {
    running = false;
    return !closed && isScheduled(woken || delay.isNegative() ? Duration.ZERO : delay);
  }

  @Override
  public void close() {
    if (closes()) {
      last.run();
    }
  }

  /** Whether nothing runs that would do the last work. */
  private synchronized boolean closes() {
    if (closed) {
      return false;
    }
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
    return !running;
  }
}
