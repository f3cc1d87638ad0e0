package dev.muster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("MEM-11")
class BoundedCallsTest {
  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();

  @Test
  void what_a_call_throws_is_thrown_to_who_waits_after_it_was_tidied_up() {
    assertThat(cause(calls(Runnable::run), this::fails)).isEqualTo(Failure.Cause.STORE_UNAVAILABLE);
  }

  @Test
  void a_call_that_finds_no_thread_is_overloaded_at_once_and_tidied_up_as_well() {
    BoundedCalls full =
        calls(
            task -> {
              throw new RejectedExecutionException("full");
            });
    assertThat(cause(full, () -> "never")).isEqualTo(Failure.Cause.OVERLOADED);
  }

  @Test
  void what_is_there_when_the_deadline_has_passed_is_timed_out_all_the_same() {
    Moment start = timeline.now();
    clock.advance(Duration.ofSeconds(6));
    assertThat(
            Failure.of(
                    catchThrowableOfType(
                        RuntimeException.class,
                        () -> calls(Runnable::run).call(start, () -> "there")))
                .cause())
        .isEqualTo(Failure.Cause.TIMED_OUT);
  }

  private String fails() {
    throw new StoreException("no connection", null);
  }

  private Failure.Cause cause(BoundedCalls calls, Supplier<String> call) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    boolean[] tidiedUpFirst = new boolean[1];
    Future<String> begun = calls.begin(answer, call, () -> tidiedUpFirst[0] = !answer.isDone());
    assertThat(tidiedUpFirst[0]).isTrue();
    return Failure.of(
            catchThrowableOfType(RuntimeException.class, () -> calls.await(begun, timeline.now())))
        .cause();
  }

  private BoundedCalls calls(Executor executor) {
    return new BoundedCalls(executor, timeline, Duration.ofSeconds(5));
  }
}
