package dev.muster.proof.lease;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;

/** A scheduler whose threads and clock are the test's hand. */
public final class HandScheduler {
  private final List<FutureTask<?>> periodic = new ArrayList<>();
  private final List<Runnable> once = new ArrayList<>();
  private boolean shutDown;

  /** As what a host hands in. */
  public ScheduledExecutorService asExecutor() {
    return (ScheduledExecutorService)
        Proxy.newProxyInstance(
            HandScheduler.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (self, method, arguments) -> {
              if (shutDown) {
                throw new RejectedExecutionException("shut down");
              }
              return switch (method.getName()) {
                case "scheduleWithFixedDelay" -> schedule((Runnable) arguments[0]);
                case "execute" -> {
                  once.add((Runnable) arguments[0]);
                  yield null;
                }
                default -> throw new AssertionError(method.getName());
              };
            });
  }

  private Object schedule(Runnable task) {
    FutureTask<?> future =
        new FutureTask<>(task, null) {
          @Override
          public void run() {
            if (!isCancelled()) {
              task.run();
            }
          }
        };
    periodic.add(future);
    return Proxy.newProxyInstance(
        HandScheduler.class.getClassLoader(),
        new Class<?>[] {ScheduledFuture.class},
        (self, method, arguments) ->
            switch (method.getName()) {
              case "cancel" -> future.cancel(false);
              case "isCancelled" -> future.isCancelled();
              default -> throw new AssertionError(method.getName());
            });
  }

  /** Lets every periodic task run once. */
  public void tick() {
    List.copyOf(periodic).forEach(FutureTask::run);
  }

  /** Runs what was asked for at once. */
  public void runPending() {
    List<Runnable> pending = List.copyOf(once);
    once.clear();
    pending.forEach(Runnable::run);
  }

  int pending() {
    return once.size();
  }

  boolean isIdle() {
    return periodic.stream().allMatch(FutureTask::isCancelled);
  }

  void shutDown() {
    shutDown = true;
    periodic.clear();
    once.clear();
  }
}
