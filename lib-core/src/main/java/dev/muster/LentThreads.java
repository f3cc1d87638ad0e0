package dev.muster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Look-ups on threads that the host lends. Closing interrupts what is under way for this Muster,
 * withdraws what waits for a thread, and takes nothing more; the threads stay the host's. Safe for
 * many threads.
 */
final class LentThreads extends AbstractExecutorService {
  private final Executor threads;
  private final Set<Task> tasks = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  LentThreads(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    Task run = new Task(task);
    tasks.add(run);
    // From here on either whoever closes sees the task, or it is seen here that this is closed.
    if (closed && run.withdraw()) {
      throw closed();
    }
    try {
      threads.execute(run);
    } catch (RuntimeException | Error full) {
      var unused = run.withdraw();
      throw full;
    }
    if (closed && run.withdraw()) {
      throw closed();
    }
  }

  private static RejectedExecutionException closed() {
    return new RejectedExecutionException("closed");
  }

  @Override
  public List<Runnable> shutdownNow() {
    closed = true;
    List<Runnable> waiting = new ArrayList<>();
    for (Task task : tasks) {
      if (task.withdraw()) {
        waiting.add(task);
      } else {
        task.cancel(true);
      }
    }
    return waiting;
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
    return closed && tasks.isEmpty();
  }

  /** Does not wait: a Muster that is closed leaves what it interrupted. */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }

  private enum State {
    WAITING,
    BEGUN,
    WITHDRAWN
  }

  private final class Task extends FutureTask<Void> {
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    Task(Runnable task) {
      super(task, null);
    }

    /** The host's thread goes on to other work without our interrupt. */
    @Override
    public void run() {
      if (!state.compareAndSet(State.WAITING, State.BEGUN)) {
        return;
      }
      try {
        super.run();
      } finally {
        if (isCancelled()) {
          var unused = Thread.interrupted();
        }
        tasks.remove(this);
      }
    }

    /** Lets this never run, if it still waits for a thread; false if it has begun. */
    boolean withdraw() {
      if (state.compareAndSet(State.WAITING, State.WITHDRAWN)) {
        tasks.remove(this);
      }
      return state.get() == State.WITHDRAWN;
    }
  }
}
