package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When lent threads are given back, and what comes too late. */
@Tag("MEM-11")
class LentThreadsEndTest {
  private static final long PATIENCE = 10;

  private final ExecutorService host = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    host.shutdownNow();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void it_has_not_ended_while_something_that_was_interrupted_still_runs() throws Exception {
    LentThreads lent = new LentThreads(host);
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    lent.execute(
        () -> {
          runs.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException stopped) {
            interrupted.countDown();
          }
          try {
            await(mayEnd);
          } catch (InterruptedException never) {
            throw new AssertionError(never);
          }
        });
    await(runs);
    assertThat(lent.shutdownNow()).isEmpty();
    await(interrupted);
    assertThat(lent.isShutdown()).isTrue();
    assertThat(lent.isTerminated()).isFalse();
    mayEnd.countDown();
    // There is one thread: what the host runs next runs after the task has ended.
    Future<Boolean> after = host.submit(() -> Thread.currentThread().isInterrupted());
    assertThat(after.get(PATIENCE, TimeUnit.SECONDS)).isFalse();
    assertThat(lent.isTerminated()).isTrue();
  }

  @Test
  void what_waits_for_a_thread_is_given_back_and_never_runs() {
    List<Runnable> queue = new ArrayList<>();
    LentThreads lent = new LentThreads(queue::add);
    AtomicInteger ran = new AtomicInteger();
    lent.execute(ran::incrementAndGet);
    assertThat(lent.isTerminated()).isFalse();
    assertThat(lent.shutdownNow()).hasSize(1).isEqualTo(queue);
    assertThat(lent.isTerminated()).isTrue();
    queue.forEach(Runnable::run);
    assertThat(ran).hasValue(0);
  }

  @Test
  void what_comes_after_the_end_is_rejected() {
    LentThreads lent = new LentThreads(Runnable::run);
    lent.shutdownNow();
    AtomicInteger ran = new AtomicInteger();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> lent.execute(ran::incrementAndGet));
    assertThat(ran).hasValue(0);
    assertThat(lent.isTerminated()).isTrue();
  }

  @Test
  void what_is_overtaken_by_the_end_before_it_began_is_rejected_and_never_runs() {
    List<Runnable> queue = new ArrayList<>();
    LentThreads[] lent = new LentThreads[1];
    lent[0] =
        new LentThreads(
            task -> {
              lent[0].shutdownNow();
              queue.add(task);
            });
    AtomicInteger ran = new AtomicInteger();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> lent[0].execute(ran::incrementAndGet));
    queue.forEach(Runnable::run);
    assertThat(ran).hasValue(0);
    assertThat(lent[0].isTerminated()).isTrue();
  }

  @Test
  void what_had_begun_when_the_end_came_is_not_rejected() {
    LentThreads[] lent = new LentThreads[1];
    lent[0] = new LentThreads(Runnable::run);
    AtomicInteger ran = new AtomicInteger();
    lent[0].execute(
        () -> {
          lent[0].shutdown();
          ran.incrementAndGet();
        });
    assertThat(ran).hasValue(1);
    assertThat(lent[0].isTerminated()).isTrue();
  }

  @Test
  void what_the_host_rejects_does_not_keep_it_from_ending() {
    LentThreads lent =
        new LentThreads(
            task -> {
              throw new RejectedExecutionException("full");
            });
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> lent.execute(() -> {}))
        .withMessage("full");
    lent.shutdown();
    assertThat(lent.isTerminated()).isTrue();
  }
}
