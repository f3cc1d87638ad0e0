package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class LastingTest {
  private static final int CALLERS = 16;

  private final TestIssuer issuer = new TestIssuer();

  @Test
  void many_at_once_are_one_read() throws Exception {
    assertThat(reads(1, reader -> new Lasting<>(reader, issuer::now)::get)).isEqualTo(1);
  }

  @Test
  void control_without_it_many_at_once_are_many_reads() throws Exception {
    assertThat(reads(CALLERS, reader -> reader)).isEqualTo(CALLERS);
  }

  /** Reads of callers at once, none of which ends before so many have begun. */
  private static int reads(int begun, UnaryOperator<Supplier<String>> sharing) throws Exception {
    CountDownLatch reading = new CountDownLatch(begun);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    Supplier<String> shared =
        sharing.apply(
            () -> {
              reads.incrementAndGet();
              reading.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return "read";
            });
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        answers.add(pool.submit(shared::get));
      }
      reading.await();
      go.countDown();
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo("read");
      }
      return reads.get();
    } finally {
      pool.shutdownNow();
    }
  }
}
