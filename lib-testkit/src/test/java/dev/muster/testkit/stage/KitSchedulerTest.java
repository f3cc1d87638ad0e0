package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs on the scheduler of a kit, and who lets their time pass. */
@Tag("KIT-3")
class KitSchedulerTest {
  @Test
  void what_is_scheduled_runs_at_its_time_in_its_order_and_only_while_time_passes() {
    try (MusterKit kit = MusterKit.standard()) {
      List<String> ran = new ArrayList<>();
      ScheduledExecutorService scheduler = kit.scheduler();
      var late = scheduler.schedule(() -> ran.add("late"), 2, TimeUnit.SECONDS);
      var first = scheduler.schedule(() -> ran.add("first"), 1, TimeUnit.SECONDS);
      var second = scheduler.schedule(() -> ran.add("second"), 1, TimeUnit.SECONDS);
      ScheduledFuture<?> never = scheduler.schedule(() -> ran.add("never"), 1, TimeUnit.SECONDS);
      scheduler.execute(() -> ran.add("now"));
      assertThat(never.cancel(false)).isTrue();
      assertThat(ran).isEmpty();
      kit.pass(Duration.ZERO);
      assertThat(ran).containsExactly("now");
      Instant start = kit.clock().instant();
      kit.pass(Duration.ofMillis(1_500));
      assertThat(ran).containsExactly("now", "first", "second");
      assertThat(kit.clock().instant()).isEqualTo(start.plusMillis(1_500));
      kit.clock().advance(Duration.ofHours(1));
      assertThat(ran).doesNotContain("late");
      kit.pass(Duration.ZERO);
      assertThat(ran).endsWith("late");
      assertThat(List.of(first.isDone(), second.isDone(), late.isDone())).containsOnly(true);
    }
  }

  @Test
  void what_is_scheduled_again_and_again_runs_until_it_throws_or_is_cancelled() {
    try (MusterKit kit = MusterKit.standard()) {
      AtomicInteger runs = new AtomicInteger();
      AtomicInteger throwing = new AtomicInteger();
      ScheduledFuture<?> job =
          kit.scheduler().scheduleWithFixedDelay(runs::incrementAndGet, 0, 1, TimeUnit.MINUTES);
      var unused =
          kit.scheduler()
              .scheduleAtFixedRate(
                  () -> {
                    throwing.incrementAndGet();
                    throw new IllegalStateException("wrong");
                  },
                  1,
                  1,
                  TimeUnit.MINUTES);
      Instant start = kit.clock().instant();
      assertThatIllegalStateException()
          .isThrownBy(() -> kit.pass(Duration.ofMinutes(10)))
          .withMessage("a job on the kit's scheduler failed")
          .havingCause()
          .withMessage("wrong");
      assertThat(kit.clock().instant()).isEqualTo(start.plus(Duration.ofMinutes(10)));
      assertThat(runs).hasValue(11);
      assertThat(throwing).hasValue(1);
      job.cancel(false);
      kit.pass(Duration.ofMinutes(10));
      assertThat(runs).hasValue(11);
    }
  }

  @Test
  void every_job_that_failed_is_told_of_once() {
    try (MusterKit kit = MusterKit.standard()) {
      var one = kit.scheduler().schedule(() -> fail("one"), 1, TimeUnit.SECONDS);
      var two = kit.scheduler().submit(() -> fail("two"));
      assertThatIllegalStateException()
          .isThrownBy(() -> kit.pass(Duration.ofSeconds(1)))
          .havingCause()
          .withMessage("two")
          .satisfies(
              first ->
                  assertThat(first.getSuppressed())
                      .singleElement()
                      .extracting("message")
                      .isEqualTo("one"));
      kit.pass(Duration.ofSeconds(1));
      assertThat(one.isDone() && two.isDone()).isTrue();
    }
  }

  private static void reach(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static Object fail(String why) {
    throw new IllegalArgumentException(why);
  }

  @Test
  void of_two_threads_that_let_time_pass_one_waits_for_the_other() {
    try (MusterKit kit = MusterKit.standard()) {
      Instant start = kit.clock().instant();
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      List<Duration> seen = new CopyOnWriteArrayList<>();
      kit.scheduler()
          .execute(
              () -> {
                inside.countDown();
                reach(go);
                seen.add(Duration.between(start, kit.clock().instant()));
              });
      var unused =
          kit.scheduler()
              .schedule(
                  () -> seen.add(Duration.between(start, kit.clock().instant())),
                  1,
                  TimeUnit.MINUTES);
      Callers<Object> callers =
          kit.atOnce(
              () -> {
                kit.pass(Duration.ofMinutes(1));
                return "first";
              },
              () -> {
                reach(inside);
                kit.pass(Duration.ofMinutes(2));
                return "second";
              });
      callers.untilAllWait();
      go.countDown();
      callers.answers();
      assertThat(seen).containsExactly(Duration.ZERO, Duration.ofMinutes(1));
      assertThat(kit.clock().instant()).isEqualTo(start.plus(Duration.ofMinutes(3)));
    }
  }

  @Test
  void a_closed_kit_schedules_nothing_more() {
    MusterKit kit = MusterKit.standard();
    ScheduledExecutorService scheduler = kit.scheduler();
    AtomicInteger runs = new AtomicInteger();
    scheduler.execute(runs::incrementAndGet);
    kit.close();
    assertThat(scheduler.isTerminated()).isTrue();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> scheduler.execute(runs::incrementAndGet));
    assertThatIllegalStateException().isThrownBy(() -> kit.pass(Duration.ofDays(1)));
    assertThat(runs).hasValue(0);
  }
}
