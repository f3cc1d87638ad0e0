package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Callers of a kit that do things at the same time. */
@Tag("KIT-3")
class CallersTest {
  private static final int STUCK = 20;

  private final MusterKit kit = MusterKit.standard();

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void all_of_them_are_under_way_before_one_has_an_answer() {
    CountDownLatch all = new CountDownLatch(3);
    assertThat(kit.atOnce(3, () -> meets(all)).answers()).containsExactly(true, true, true);
  }

  @Test
  void answers_come_in_the_order_in_which_the_callers_were_named() {
    assertThat(kit.atOnce(() -> "a", () -> "b").answers()).containsExactly("a", "b");
  }

  @Test
  void who_waits_with_a_deadline_waits_and_can_be_let_go() {
    CountDownLatch gate = new CountDownLatch(1);
    Callers<Boolean> waiting = kit.atOnce(2, () -> gate.await(30, TimeUnit.SECONDS)).untilAllWait();
    gate.countDown();
    assertThat(waiting.answers()).containsExactly(true, true);
  }

  @Test
  void who_is_held_back_has_asked_before_and_goes_on_when_let_go() {
    kit.org("acme").member("ann");
    Hold late = new Hold();
    kit.provider().next(Operation.FIND_USER, new Fault.LateAnswer(late), 2);
    FakeIdentityProvider fake = kit.provider().fake();
    Callers<Boolean> both =
        kit.atOnce(2, () -> fake.findUser(kit.user("ann")).isPresent()).until(late, 2);
    kit.provider().deleteUser("ann");
    assertThat(both.release(late).answers()).containsExactly(true, true);
  }

  @Test
  void a_test_that_is_interrupted_waits_no_longer() {
    CountDownLatch never = new CountDownLatch(1);
    Callers<Boolean> waiting = kit.atOnce(1, () -> never.await(30, TimeUnit.SECONDS));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> waiting.until(() -> false)).isInstanceOf(AssertionError.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void one_that_is_interrupted_fails_alone() {
    CountDownLatch gate = new CountDownLatch(1);
    Callers<Boolean> waiting = kit.atOnce(2, () -> gate.await(30, TimeUnit.SECONDS)).untilAllWait();
    assertThatThrownBy(() -> waiting.interrupt(1).answer(1))
        .isInstanceOf(AssertionError.class)
        .hasMessage("caller 1 failed")
        .hasCauseInstanceOf(InterruptedException.class);
    gate.countDown();
    assertThat(waiting.answer(0)).isTrue();
  }

  @Test
  void those_that_are_still_at_it_end_with_the_kit() {
    CountDownLatch never = new CountDownLatch(1);
    Callers<Boolean> waiting = kit.atOnce(1, () -> never.await(30, TimeUnit.SECONDS));
    waiting.untilAllWait();
    kit.close();
    assertThatThrownBy(() -> waiting.answer(0)).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void all_who_do_not_end_are_waited_for_together() throws InterruptedException {
    Semaphore never = new Semaphore(0);
    CountDownLatch begun = new CountDownLatch(STUCK);
    Callable<Boolean> deaf =
        () -> {
          begun.countDown();
          never.acquireUninterruptibly();
          return true;
        };
    Callers<Boolean> stuck = new Callers<>(Collections.nCopies(STUCK, deaf), Duration.ofSeconds(1));
    stuck.begin();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    assertTimeout(Duration.ofSeconds(STUCK / 2), stuck::close);
    never.release(STUCK);
    assertThat(stuck.answers()).hasSize(STUCK);
  }

  @Test
  void answers_that_come_slowly_one_after_the_other_are_waited_for_together() {
    CountDownLatch never = new CountDownLatch(1);
    List<Callable<Boolean>> slow =
        IntStream.rangeClosed(1, STUCK)
            .mapToObj(i -> call(() -> never.await(i * 800L, TimeUnit.MILLISECONDS)))
            .toList();
    try (Callers<Boolean> each = new Callers<>(slow, Duration.ofSeconds(1))) {
      each.begin();
      assertThatThrownBy(each::answers)
          .isExactlyInstanceOf(AssertionError.class)
          .hasMessageEndingWith("had no answer in 1 seconds");
    }
  }

  @Test
  void who_is_done_counts_as_waiting_and_who_failed_does_not() {
    CountDownLatch gate = new CountDownLatch(1);
    Callable<Boolean> waits = () -> gate.await(30, TimeUnit.SECONDS);
    Callers<Boolean> done = kit.atOnce(() -> true, waits).untilAllWait();
    assertThat(done.answer(0)).isTrue();
    Callers<Boolean> failed = kit.atOnce(waits, () -> Objects.requireNonNull(null, "forgotten"));
    assertThatThrownBy(failed::untilAllWait)
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage("caller 1 failed")
        .hasRootCauseMessage("forgotten");
    gate.countDown();
  }

  @Test
  @Tag("FEED-4")
  void of_what_was_so_before_the_test_the_provider_sends_no_webhook() {
    kit.org("acme").admin("ann").pending("eve");
    assertThat(kit.webhooks().take()).isEmpty();
    kit.provider().remove("ann", "acme");
    kit.org("acme").member("bob");
    assertThat(kit.webhooks().take()).hasSize(1);
  }

  private static <T> Callable<T> call(Callable<T> call) {
    return call;
  }

  private static boolean meets(CountDownLatch all) throws InterruptedException {
    all.countDown();
    return all.await(30, TimeUnit.SECONDS);
  }
}
