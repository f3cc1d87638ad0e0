package dev.muster.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

/** A loop goes on once after each step, however often and whenever it is woken. */
class LoopTest {
  private final List<Runnable> scheduled = new ArrayList<>();
  private int steps;

  @Test
  void a_wake_that_comes_when_a_step_begins_does_not_make_two_loops_of_one() {
    Loop loop =
        new Loop(
            scheduler(),
            () -> {
              steps++;
              return Duration.ofSeconds(1);
            },
            () -> {});
    loop.wake();
    scheduled.remove(0).run();
    loop.wake();
    Runnable tooLateToCancel = scheduled.remove(0);
    scheduled.remove(0).run();
    assertThat(steps).isEqualTo(2);

    tooLateToCancel.run();

    assertThat(steps).isEqualTo(2);
    assertThat(scheduled).hasSize(1);
  }

  /** One whose tasks have begun already whenever somebody cancels them. */
  @SuppressWarnings("FutureReturnValueIgnored") // a proxy's answer, which the loop takes
  private ScheduledExecutorService scheduler() {
    return proxy(
        ScheduledExecutorService.class,
        arguments -> {
          scheduled.add((Runnable) arguments[0]);
          return proxy(ScheduledFuture.class, ignored -> false);
        });
  }

  private static <T> T proxy(Class<T> type, java.util.function.Function<Object[], Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            LoopTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.apply(arguments)));
  }
}
