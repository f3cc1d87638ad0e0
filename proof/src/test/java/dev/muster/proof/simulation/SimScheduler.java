package dev.muster.proof.simulation;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A scheduler of one process on the virtual clock: what is due runs when the simulation says. */
final class SimScheduler {
  private final InstantSource clock;
  private final List<Task> tasks = new ArrayList<>();

  SimScheduler(InstantSource clock) {
    this.clock = clock;
  }

  /** Runs one task that is due; false if none is. */
  boolean runOne() {
    Instant now = clock.instant();
    for (Task task : tasks) {
      if (!task.running && !task.due.isAfter(now)) {
        run(task);
        return true;
      }
    }
    return false;
  }

  private void run(Task task) {
    task.running = true;
    boolean again = false;
    try {
      task.work.run();
      again = task.every != null;
    } finally {
      task.running = false;
      tasks.remove(task);
      if (again && !task.cancelled) {
        task.due = clock.instant().plus(task.every);
        tasks.add(task);
      }
    }
  }

  /** As what a host hands in. */
  ScheduledExecutorService asExecutor() {
    return (ScheduledExecutorService)
        Proxy.newProxyInstance(
            SimScheduler.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "execute", "submit" -> add(arguments[0], Duration.ZERO, null);
                  case "schedule" -> add(arguments[0], time(arguments, 1), null);
                  case "scheduleWithFixedDelay", "scheduleAtFixedRate" ->
                      add(arguments[0], time(arguments, 1), time(arguments, 2));
                  case "isShutdown", "isTerminated" -> false;
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" ->
                      System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                  case "toString" -> "simulated scheduler";
                  default -> throw new RejectedExecutionException(method.getName());
                });
  }

  private static Duration time(Object[] arguments, int at) {
    TimeUnit unit = (TimeUnit) arguments[arguments.length - 1];
    return Duration.ofNanos(unit.toNanos((Long) arguments[at]));
  }

  private Task add(Object work, Duration after, @Nullable Duration every) {
    Runnable run =
        work instanceof Runnable plain
            ? plain
            : () -> {
              try {
                Object unused = ((Callable<?>) work).call();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            };
    Task task = new Task(run, clock.instant().plus(after), every);
    tasks.add(task);
    return task;
  }

  private final class Task implements ScheduledFuture<Object> {
    final Runnable work;
    final @Nullable Duration every;
    Instant due;
    boolean running;
    boolean cancelled;

    Task(Runnable work, Instant due, @Nullable Duration every) {
      this.work = work;
      this.due = due;
      this.every = every;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      cancelled = true;
      return tasks.remove(this);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public boolean isDone() {
      return !tasks.contains(this);
    }

    @Override
    public @Nullable Object get() {
      return null;
    }

    @Override
    public @Nullable Object get(long time, TimeUnit unit) {
      return null;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(clock.instant(), due));
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
