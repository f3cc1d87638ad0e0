package dev.muster.testkit.stage;

import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler without a thread: what is due runs on the thread that lets the time pass, in the
 * order of its time. Safe for many threads: of two that let time pass, one waits for the other.
 */
final class HandScheduler extends AbstractExecutorService implements ScheduledExecutorService {
  private final HandClock clock;
  private final PriorityBlockingQueue<Task<?>> tasks =
      new PriorityBlockingQueue<>(11, Comparator.comparing(Task::at));
  private final AtomicLong added = new AtomicLong();
  private final Turns turns;
  private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  HandScheduler(HandClock clock, Turns turns) {
    this.clock = clock;
    this.turns = turns;
  }

  /** Moves the clock, and runs what becomes due meanwhile; then tells of what failed. */
  void pass(Duration time) {
    turns.take(
        () -> {
          Instant end = clock.instant().plus(time);
          for (Task<?> next = due(end); next != null; next = due(end)) {
            moveTo(next.at.instant);
            next.run();
          }
          moveTo(end);
          raise();
        });
  }

  private void raise() {
    Failures failures = new Failures();
    for (Throwable next = thrown.poll(); next != null; next = thrown.poll()) {
      failures.add(next);
    }
    if (failures.first() != null) {
      throw new IllegalStateException("a job on the kit's scheduler failed", failures.first());
    }
  }

  private @Nullable Task<?> due(Instant end) {
    Task<?> first = tasks.poll();
    if (first == null || !first.at.instant.isAfter(end)) {
      return first;
    }
    tasks.add(first);
    return null;
  }

  private void moveTo(Instant time) {
    Duration left = Duration.between(clock.instant(), time);
    if (!left.isNegative() && !left.isZero()) {
      clock.advance(left);
    }
  }

  private <V> Task<V> add(Callable<V> work, long delay, TimeUnit unit, long every) {
    if (closed) {
      throw new RejectedExecutionException("this scheduler was closed with its kit");
    }
    Task<V> task = new Task<>(work, at(unit.toNanos(delay)), every);
    tasks.add(task);
    return task;
  }

  private Place at(long delay) {
    return new Place(clock.instant().plusNanos(Math.max(0, delay)), added.incrementAndGet());
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> work) {
    return new FutureTask<>(work) {
      @Override
      protected void setException(Throwable failure) {
        thrown.add(failure);
        super.setException(failure);
      }
    };
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable work, T value) {
    return newTaskFor(Executors.callable(work, value));
  }

  @Override
  public void execute(Runnable work) {
    var unused = schedule(work, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    return add(Executors.callable(work), delay, unit, 0);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
    return add(work, delay, unit, 0);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable work, long delay, long period, TimeUnit unit) {
    return scheduleWithFixedDelay(work, delay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable work, long delay, long pause, TimeUnit unit) {
    if (pause <= 0) {
      throw new IllegalArgumentException("period must be more than 0, but was " + pause);
    }
    return add(Executors.callable(work), delay, unit, unit.toNanos(pause));
  }

  @Override
  public void shutdown() {
    closed = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    closed = true;
    List<Runnable> left = new ArrayList<>();
    tasks.drainTo(left);
    return left;
  }

  @Override
  public boolean isShutdown() {
    return closed;
  }

  @Override
  public boolean isTerminated() {
    return closed;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return closed;
  }

  /** When something is due; what was scheduled first for the same time is first. */
  private record Place(Instant instant, long turn) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byTime = instant.compareTo(other.instant);
      return byTime == 0 ? Long.compare(turn, other.turn) : byTime;
    }
  }

  private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
    private final long every;
    private volatile Place at;

    Task(Callable<V> work, Place at, long every) {
      super(work);
      this.at = at;
      this.every = every;
    }

    Place at() {
      return at;
    }

    /** What throws does not run again, as in any scheduler. */
    @Override
    public void run() {
      if (every == 0) {
        super.run();
      } else if (runAndReset() && !closed) {
        at = HandScheduler.this.at(every);
        tasks.add(this);
      }
    }

    /** A job that fails would fail without a word: nobody asks a recurring one how it went. */
    @Override
    protected void setException(Throwable failure) {
      thrown.add(failure);
      super.setException(failure);
    }

    @Override
    protected void done() {
      if (isCancelled()) {
        var unused = tasks.remove(this);
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(clock.instant(), at.instant));
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
