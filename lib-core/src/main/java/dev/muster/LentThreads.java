package dev.muster;

import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Look-ups on threads that the host lends. Closing interrupts what is under way for this Muster and
 * takes nothing more; the threads stay the host's. Safe for many threads.
 */
final class LentThreads extends AbstractExecutorService {
  private final Executor threads;
  private final Set<FutureTask<?>> begun = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  LentThreads(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    FutureTask<Void> run = new Task(task);
    begun.add(run);
    try {
      threads.execute(run);
    } catch (RuntimeException | Error full) {
      begun.remove(run);
      throw full;
    }
    if (closed) {
      run.cancel(true);
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    closed = true;
    begun.forEach(task -> task.cancel(true));
    return List.of();
  }

  @Override
  public void shutdown() {
    closed = true;
  }

  @Override
  public boolean isShutdown() {
    return closed;
  }

  @Override
  public boolean isTerminated() {
    return closed && begun.isEmpty();
  }

  /** Does not wait: a Muster that is closed leaves what it interrupted. */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }

  private final class Task extends FutureTask<Void> {
    Task(Runnable task) {
      super(task, null);
    }

    /** The host's thread goes on to other work without our interrupt. */
    @Override
    public void run() {
      super.run();
      if (isCancelled()) {
        var unused = Thread.interrupted();
      }
    }

    @Override
    protected void done() {
      begun.remove(this);
    }
  }
}
