package dev.muster.testkit.stage;

import dev.muster.testkit.fault.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Callers that do something at the same time, each on a thread of its own, begun together when the
 * last thread is up. For a test's one thread. Its methods block, each for at most half a minute of
 * real time, however many callers there are; {@link #close()} interrupts who is still at it. A
 * {@link MusterKit} closes the callers that it made.
 *
 * @param <T> what each of them answers
 */
public final class Callers<T> implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Duration patience;
  private final List<FutureTask<T>> answers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Callers that have not begun. */
  Callers(List<? extends Callable<? extends T>> calls) {
    this(calls, PATIENCE);
  }

  /** Callers that are waited for as long. */
  Callers(List<? extends Callable<? extends T>> calls, Duration patience) {
    this.patience = patience;
    CyclicBarrier begin = new CyclicBarrier(calls.size());
    for (Callable<? extends T> call : calls) {
      Objects.requireNonNull(call, "call");
      FutureTask<T> answer =
          new FutureTask<>(
              () -> {
                begin.await(); // without a deadline: untilAllWait() tells it from what has one
                return call.call();
              });
      Thread thread = new Thread(answer, "caller " + threads.size());
      thread.setDaemon(true);
      answers.add(answer);
      threads.add(thread);
    }
  }

  void begin() {
    threads.forEach(Thread::start);
  }

  /**
   * Waits until a call has reached a hold.
   *
   * @param hold where one of the callers is held back
   * @return these callers
   * @throws AssertionError if none comes there in half a minute
   */
  public Callers<T> until(Hold hold) {
    return until(hold, 1);
  }

  /**
   * Waits until so many calls have reached a hold. What each of them asked before has been answered
   * then, where the hold is of a {@link dev.muster.testkit.fault.Fault.LateAnswer}; the ledger
   * counts a call earlier than that.
   *
   * @param hold where the callers are held back
   * @param calls how many calls, 1 or more
   * @return these callers
   * @throws AssertionError if they don't come there in half a minute
   */
  public Callers<T> until(Hold hold, int calls) {
    try {
      if (hold.awaitReached(calls, patience)) {
        return this;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("fewer calls than " + calls + " reached the hold in " + inSeconds());
  }

  /**
   * Lets everybody go on who waits at a hold.
   *
   * @param hold where the callers are held back
   * @return these callers
   */
  public Callers<T> release(Hold hold) {
    hold.release();
    return this;
  }

  /**
   * Waits until something is so, for instance that so many calls have come to the provider.
   *
   * @param condition what is waited for; asked again and again
   * @return these callers
   * @throws AssertionError if it is not so in half a minute, or the test is interrupted
   */
  public Callers<T> until(BooleanSupplier condition) {
    long end = end();
    do {
      if (condition.getAsBoolean()) {
        return this;
      }
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
    } while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted());
    throw new AssertionError("the callers did not come so far in " + inSeconds());
  }

  /**
   * Waits until each caller has its answer, or waits for something with a deadline, as whoever asks
   * a Muster does while the provider is slow. One that is done counts as one that waits. Also a
   * short wait is one, for a store for instance: where it matters how far the callers have come,
   * use {@link #until(BooleanSupplier)}.
   *
   * @return these callers
   * @throws AssertionError if one has failed, or is busy for half a minute
   */
  public Callers<T> untilAllWait() {
    return until(
        () -> {
          boolean all = threads.stream().allMatch(Callers::waits);
          requireNoneFailed();
          return all;
        });
  }

  private void requireNoneFailed() {
    long end = end();
    for (int which = 0; which < answers.size(); which++) {
      if (answers.get(which).isDone()) {
        var unused = answer(which, end);
      }
    }
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        || thread.getState() == Thread.State.TERMINATED;
  }

  /**
   * Interrupts one caller, as a server does whose client has gone.
   *
   * @param which from 0
   * @return these callers
   */
  public Callers<T> interrupt(int which) {
    threads.get(which).interrupt();
    return this;
  }

  /**
   * Waits for one caller.
   *
   * @param which from 0
   * @return its answer
   * @throws AssertionError if it failed, or has none after half a minute
   */
  public T answer(int which) {
    return answer(which, end());
  }

  private T answer(int which, long end) {
    try {
      return answers.get(which).get(left(end), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw new AssertionError("caller " + which + " failed", failed.getCause());
    } catch (TimeoutException late) {
      throw new AssertionError("caller " + which + " had no answer in " + inSeconds());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while caller " + which + " was at it", stopped);
    }
  }

  /**
   * Waits for all of them.
   *
   * @return their answers, in the order in which the callers were named
   * @throws AssertionError if one failed, or half a minute is over before the last has its answer
   */
  public List<T> answers() {
    long end = end();
    List<T> all = new ArrayList<>();
    for (int which = 0; which < answers.size(); which++) {
      all.add(answer(which, end));
    }
    return all;
  }

  /** Interrupts who is still at it, and waits until they have ended, half a minute for all. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    long end = end();
    threads.forEach(thread -> join(thread, end));
  }

  private long end() {
    return System.nanoTime() + patience.toNanos();
  }

  private static long left(long end) {
    return Math.max(0, end - System.nanoTime());
  }

  private String inSeconds() {
    return patience.toSeconds() + " seconds";
  }

  private static void join(Thread thread, long end) {
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, left(end));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
