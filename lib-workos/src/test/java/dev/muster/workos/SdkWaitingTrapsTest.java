package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.workos.common.http.RetryConfig;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Line;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The traps in how long the SDK waits, listed in {@link SdkTrapsTest}. */
@Timeout(60) // a guard that is missing waits for half a minute or an hour
class SdkWaitingTrapsTest {
  private static final Answer LIMITED =
      new Answer(Line.WHOLE, 429, Map.of("Retry-After", "3600"), "{\"message\":\"slow\"}");

  /** Longer than the deadlines of the adapter here, and much shorter than what the SDK waits. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @Test
  void control_the_sdk_retries_three_times_and_waits_half_a_minute_by_default() {
    assertThat(RetryConfig.DEFAULT.maxRetries).isEqualTo(3);
    CountDownLatch asked = new CountDownLatch(1);
    try (Stubbed stub = hanging(asked)) {
      stillWaits(() -> Stubbed.post(stub.sdk(RetryConfig.DISABLED)), asked, stub);
    }
  }

  @Test
  void control_the_sdk_sleeps_as_long_as_a_429_says() {
    CountDownLatch asked = new CountDownLatch(1);
    try (Stubbed stub =
        Stubbed.answering(
            request -> {
              asked.countDown();
              return LIMITED;
            })) {
      stillWaits(() -> Stubbed.post(stub.sdk(RetryConfig.DEFAULT)), asked, stub);
      assertThat(stub.server.asked()).hasSize(1);
    }
  }

  @Test
  @Tag("ANS-2")
  void a_429_that_says_an_hour_is_told_at_once_with_its_hint() {
    try (Stubbed stub = Stubbed.answering(asked -> LIMITED)) {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> stub.invite())
          .extracting(Unavailable::retryAfter)
          .isEqualTo(Duration.ofHours(1));
      assertThat(stub.server.asked()).hasSize(1);
    }
  }

  @Test
  @Tag("MEM-11")
  void a_hang_ends_with_the_deadline_for_questions_and_for_what_is_done() {
    try (Stubbed stub = hanging(new CountDownLatch(1));
        WorkOsProvider hasty =
            WorkOsProvider.of(
                Stubbed.settings(stub.server.url()).callDeadline(Duration.ofMillis(200)).build())) {
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> hasty.findUser(Stubbed.ANN));
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> hasty.endSession("session_01", Secret.of("marker-refresh-token-1")));
    }
  }

  @Test
  void control_the_sdk_does_not_hear_an_interrupt_while_it_hangs() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (Stubbed stub = hanging(asked)) {
      Thread caller = failing(() -> Stubbed.post(stub.sdk(RetryConfig.DISABLED)));
      caller.start();
      asked.await();
      while (!reads(caller)) {
        Thread.onSpinWait();
      }
      caller.interrupt();
      caller.join(PATIENCE.toMillis());
      assertThat(caller.isAlive()).isTrue();
      stub.server.close();
      caller.join();
    }
  }

  /** Whether it waits in the socket; until then the transport looks for interrupts. */
  private static boolean reads(Thread caller) {
    return Arrays.stream(caller.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().equals("sun.nio.ch.NioSocketImpl")
                    && frame.getMethodName().equals("park"));
  }

  private static Stubbed hanging(CountDownLatch asked) {
    return Stubbed.answering(
        request -> {
          asked.countDown();
          return Answer.broken(Line.HANGING);
        });
  }

  private static Thread failing(Runnable call) {
    return new Thread(
        () -> {
          var unused = catchThrowable(call::run);
        });
  }

  private static void stillWaits(Runnable call, CountDownLatch asked, Stubbed stub) {
    Thread caller = failing(call);
    caller.start();
    try {
      asked.await();
      caller.join(PATIENCE.toMillis());
      assertThat(caller.isAlive()).isTrue();
      stub.server.close();
      caller.interrupt();
      caller.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
