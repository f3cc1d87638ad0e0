package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookupPoolTest {
  private static final int THREADS = 3;

  private final ThreadPoolExecutor pool = LookupPool.of(THREADS);
  private final CountDownLatch held = new CountDownLatch(1);

  @AfterEach
  void close() {
    held.countDown();
    pool.shutdownNow();
  }

  private void hold(int calls) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      pool.execute(
          () -> {
            begun.countDown();
            try {
              held.await();
            } catch (InterruptedException closed) {
              Thread.currentThread().interrupt();
            }
          });
    }
    begun.await();
  }

  /** A thread may not wait yet that has just ended its work: then another one is started. */
  @Test
  void threads_that_wait_are_used_again() throws Exception {
    ThreadPoolExecutor large = LookupPool.of(64);
    try {
      for (int i = 0; i < 200; i++) {
        large.submit(() -> {}).get();
      }
      assertThat(large.getLargestPoolSize()).isLessThan(32);
    } finally {
      large.shutdownNow();
    }
  }

  @Test
  void calls_that_hang_keep_no_other_waiting_while_a_thread_may_be_started() throws Exception {
    hold(THREADS - 1);
    pool.submit(() -> {}).get();
    assertThat(pool.getPoolSize()).isEqualTo(THREADS);
  }

  @Test
  void what_finds_no_thread_waits_for_one_and_all_of_it_runs() throws Exception {
    hold(THREADS);
    AtomicInteger ran = new AtomicInteger();
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(pool.submit(ran::incrementAndGet));
    }
    assertThat(ran).hasValue(0);
    assertThat(pool.getPoolSize()).isEqualTo(THREADS);
    held.countDown();
    for (Future<?> each : waiting) {
      each.get();
    }
    assertThat(ran).hasValue(100);
    assertThat(pool.getLargestPoolSize()).isEqualTo(THREADS);
  }

  @Test
  void what_is_too_much_is_refused_and_so_is_everything_after_the_end() throws Exception {
    hold(THREADS);
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i <= 10_000; i++) {
                pool.execute(() -> {});
              }
            });
    assertThat(pool.getQueue()).hasSize(10_000);
    pool.shutdownNow();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> pool.execute(() -> {}));
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }
}
