package dev.muster.proof.feed;

import dev.muster.testkit.HandClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Time that passes when the test says so, and schedulers whose tasks run as it passes. */
final class HandTime {
  final HandClock clock;
  private final List<Task> tasks = new ArrayList<>();
  private long added;

  HandTime(Instant start) {
    this.clock = new HandClock(start);
  }

  /** As what a host hands in; tasks of it run only while it does. */
  ScheduledExecutorService scheduler(Predicate<Object> isOn, Object owner) {
    return (ScheduledExecutorService)
        Proxy.newProxyInstance(
            HandTime.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "schedule" ->
                      add(
                          (Runnable) arguments[0],
                          Duration.of(
                              (long) arguments[1], ((TimeUnit) arguments[2]).toChronoUnit()),
                          null,
                          () -> isOn.test(owner));
                  case "scheduleWithFixedDelay" ->
                      add(
                          (Runnable) arguments[0],
                          Duration.of(
                              (long) arguments[1], ((TimeUnit) arguments[3]).toChronoUnit()),
                          Duration.of(
                              (long) arguments[2], ((TimeUnit) arguments[3]).toChronoUnit()),
                          () -> isOn.test(owner));
                  case "execute" -> {
                    var unused =
                        add((Runnable) arguments[0], Duration.ZERO, null, () -> isOn.test(owner));
                    yield null;
                  }
                  default -> throw new RejectedExecutionException(method.getName());
                });
  }

  private Task add(
      Runnable work, Duration delay, Duration period, java.util.function.BooleanSupplier on) {
    Task task = new Task(work, clock.instant().plus(delay), period, added++, on);
    tasks.add(task);
    return task;
  }

  /** Lets time pass, and runs what is due meanwhile, in its order. */
  void pass(Duration time) {
    Instant end = clock.instant().plus(time);
    for (Task next = due(end); next != null; next = due(end)) {
      if (clock.instant().isBefore(next.at)) {
        clock.advance(Duration.between(clock.instant(), next.at));
      }
      tasks.remove(next);
      next.run();
    }
    if (clock.instant().isBefore(end)) {
      clock.advance(Duration.between(clock.instant(), end));
    }
  }

  private Task due(Instant end) {
    return tasks.stream()
        .filter(task -> !task.cancelled && task.on.getAsBoolean() && !task.at.isAfter(end))
        .min(
            Comparator.<Task, Instant>comparing(task -> task.at)
                .thenComparingLong(task -> task.order))
        .orElse(null);
  }

  /** How many tasks wait. */
  long waiting() {
    return tasks.stream().filter(task -> !task.cancelled).count();
  }

  private final class Task implements ScheduledFuture<Object> {
    private final Runnable work;
    private final Duration period;
    private final long order;
    private final java.util.function.BooleanSupplier on;
    private Instant at;
    private boolean cancelled;

    Task(
        Runnable work,
        Instant at,
        Duration period,
        long order,
        java.util.function.BooleanSupplier on) {
      this.work = work;
      this.at = at;
      this.period = period;
      this.order = order;
      this.on = on;
    }

    void run() {
      work.run();
      if (period != null && !cancelled) {
        at = clock.instant().plus(period);
        tasks.add(this);
      }
    }

    @Override
    public boolean cancel(boolean interrupt) {
      cancelled = true;
      return tasks.remove(this);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public boolean isDone() {
      return cancelled || !tasks.contains(this);
    }

    @Override
    public Object get() {
      throw new AssertionError("nobody waits for it");
    }

    @Override
    public Object get(long timeout, TimeUnit unit) {
      return get();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(clock.instant(), at));
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
