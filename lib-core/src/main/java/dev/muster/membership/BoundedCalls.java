package dev.muster.membership;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Makes calls that may hang on threads of our own, so that no caller waits beyond the deadline of
 * its decision. A call that was given up goes on by itself; its answer is lost. Safe for many
 * threads.
 */
public final class BoundedCalls {
  private final Executor executor;
  private final Timeline timeline;
  private final Duration deadline;

  /**
   * Calls on an executor.
   *
   * @param executor runs the calls; a call must not wait for another one on it
   * @param timeline the clocks
   * @param deadline how long a decision may take
   */
  public BoundedCalls(Executor executor, Timeline timeline, Duration deadline) {
    this.executor = Objects.requireNonNull(executor, "executor");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.deadline = Objects.requireNonNull(deadline, "deadline");
  }

  /**
   * How long a decision may take.
   *
   * @return the deadline
   */
  public Duration deadline() {
    return deadline;
  }

  /**
   * Makes a call and waits for it, until the decision's deadline at most.
   *
   * @param start when the decision's request began
   * @param call what may hang
   * @param <T> the answer's type
   * @return its answer
   * @throws RuntimeException what the call threw, or one that {@link Failure#of(RuntimeException)}
   *     knows as timed out, interrupted or overloaded
   */
  public <T> T call(Moment start, Supplier<T> call) {
    return await(begin(new CompletableFuture<>(), call, () -> {}), start);
  }

  /**
   * Begins a call that several may wait for.
   *
   * @param answer is given what the call answers or throws; where it can't begin, an exception that
   *     {@link Failure#of(RuntimeException)} knows as overloaded
   * @param call what may hang
   * @param after runs when the call is over, or could not begin, and before anybody is answered
   * @param <T> the answer's type
   * @return the answer to wait for; the call goes on when nobody does
   */
  public <T> Future<T> begin(CompletableFuture<T> answer, Supplier<T> call, Runnable after) {
    Supplier<T> whole =
        () -> {
          try {
            return call.get();
          } finally {
            after.run();
          }
        };
    try {
      return answer.completeAsync(whole, executor);
    } catch (RejectedExecutionException full) {
      after.run();
      answer.completeExceptionally(new Unanswered(Failure.Cause.OVERLOADED));
      return answer;
    }
  }

  /**
   * Waits for an answer until the deadline of a decision. Others who wait for it are not disturbed.
   *
   * @param answer of a call that was begun
   * @param start when the decision's request began
   * @param <T> the answer's type
   * @return the answer
   * @throws RuntimeException as {@link #call}
   */
  public <T> T await(Future<T> answer, Moment start) {
    long spent = timeline.now().nanos() - start.nanos();
    long left = deadline.toNanos() - spent;
    if (left <= 0) {
      // Not even what is there by chance: whether it is would depend on who was faster.
      throw new Unanswered(Failure.Cause.TIMED_OUT);
    }
    try {
      return answer.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new Unanswered(Failure.Cause.TIMED_OUT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unanswered(Failure.Cause.INTERRUPTED);
    } catch (ExecutionException thrown) {
      if (thrown.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new Unanswered(Failure.Cause.DEFECT);
    }
  }

  /** Nobody answered in time, or nobody could be asked. */
  static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure.Cause cause;

    Unanswered(Failure.Cause cause) {
      super(cause.name(), null, false, false);
      this.cause = cause;
    }

    Failure.Cause kind() {
      return cause;
    }
  }
}
