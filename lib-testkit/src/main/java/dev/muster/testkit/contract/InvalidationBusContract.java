package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.store.InvalidationBus;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link InvalidationBus} keeps. That what it carries proves nothing needs no test: it
 * carries nothing. A bus may wake more often than the log has grown, and never less often than once
 * after it has.
 */
@Tag("KIT-2")
@Tag("FEED-8")
public abstract class InvalidationBusContract extends Suite {
  private static final int ROUNDS = 20;
  private static final int UNDER_WAY = 3;
  private static final int QUIET_ROUNDS = 3;
  private static final int SETTLED = 200;

  private final Semaphore heard = new Semaphore(0);
  private final Semaphore other = new Semaphore(0);
  private BusUnderTest stage;
  private InvalidationBus bus;

  /** For subclasses. */
  protected InvalidationBusContract() {}

  /**
   * Opens a bus that nobody listens to.
   *
   * @return a new one for each test
   */
  protected abstract BusUnderTest open();

  /**
   * How long a test waits for a bus to wake.
   *
   * @return a minute by default; only a bus that is wrong needs it
   */
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }

  @BeforeEach
  final void openBus() {
    stage = open();
    bus = stage.bus();
  }

  @AfterEach
  final void closeBus() {
    stage.close();
  }

  @Test
  void who_listens_is_woken_each_time_the_log_has_grown() throws Exception {
    try (AutoCloseable listening = bus.listen(heard::release)) {
      for (int round = 0; round < QUIET_ROUNDS; round++) {
        forgetWhatWasHeard();
        grow();
        isWoken(heard);
      }
      assertThat(listening).isNotNull();
    }
  }

  @Test
  @Tag("MEM-9")
  void all_who_listen_are_woken() throws Exception {
    try (AutoCloseable one = bus.listen(heard::release);
        AutoCloseable two = bus.listen(other::release)) {
      grow();
      isWoken(heard);
      isWoken(other);
      assertThat(one).isNotSameAs(two);
    }
  }

  @Test
  void waking_where_nobody_listens_is_no_failure() {
    assertThatCode(this::grow).doesNotThrowAnyException();
  }

  @Test
  void waking_waits_for_nobody_who_hears_it() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (AutoCloseable listening =
        bus.listen(
            () -> {
              busy.countDown();
              await(release);
            })) {
      Thread waking = new Thread(this::grow, "waking");
      waking.setDaemon(true);
      waking.start();
      assertThat(busy.await(patience().toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      waking.join(patience().toMillis());
      boolean waits = waking.isAlive();
      release.countDown();
      assertThat(waits).isFalse();
      assertThat(listening).isNotNull();
    } finally {
      release.countDown();
    }
  }

  @Test
  void what_grows_while_somebody_hears_is_heard_afterwards() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    try (AutoCloseable listening =
        bus.listen(
            () -> {
              busy.countDown();
              await(release);
              if (!first.getAndSet(false)) {
                heard.release();
              }
            })) {
      grow();
      assertThat(busy.await(patience().toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      grow();
      release.countDown();
      isWoken(heard);
      assertThat(listening).isNotNull();
    } finally {
      release.countDown();
    }
  }

  @Test
  void one_who_throws_is_woken_again_and_hinders_nobody() throws Exception {
    CountDownLatch thrown = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    try (AutoCloseable one =
            bus.listen(
                () -> {
                  if (first.getAndSet(false)) {
                    thrown.countDown();
                    throw new IllegalStateException("a defect of the host's");
                  }
                  heard.release();
                });
        AutoCloseable two = bus.listen(other::release)) {
      assertThatCode(this::grow).doesNotThrowAnyException();
      isWoken(other);
      assertThat(thrown.await(patience().toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      assertThatCode(this::grow).doesNotThrowAnyException();
      isWoken(heard);
      assertThat(one).isNotSameAs(two);
    }
  }

  /*
   * What was under way when it stopped may still come. So it is asked after many changes, when the
   * others have heard of each, and once more after a while: a late wake counts like any other.
   */
  @Test
  void who_has_stopped_listening_is_woken_no_more() throws Exception {
    AutoCloseable listening = bus.listen(heard::release);
    try (AutoCloseable two = bus.listen(other::release)) {
      grow();
      isWoken(heard);
      isWoken(other);
      listening.close();
      forgetWhatWasHeard();
      for (int round = 0; round < ROUNDS; round++) {
        other.drainPermits();
        grow();
        isWoken(other);
      }
      assertThat(heard.tryAcquire(UNDER_WAY + 1, SETTLED, TimeUnit.MILLISECONDS))
          .as("woken more than " + UNDER_WAY + " times in " + ROUNDS + " after it stopped")
          .isFalse();
      assertThat(two).isNotNull();
    }
  }

  @Test
  void stopping_twice_stops_nobody_else() throws Exception {
    Runnable same = heard::release;
    AutoCloseable one = bus.listen(same);
    try (AutoCloseable two = bus.listen(same)) {
      one.close();
      one.close();
      forgetWhatWasHeard();
      grow();
      isWoken(heard);
      assertThat(two).isNotSameAs(one);
    }
  }

  @Test
  void what_grew_while_a_connection_was_lost_is_heard_when_it_is_back() throws Exception {
    try (AutoCloseable listening = bus.listen(heard::release)) {
      grow();
      isWoken(heard);
      for (int round = 0; round < 2; round++) {
        forgetWhatWasHeard();
        stage.cut();
        grow();
        isWoken(heard);
      }
      assertThat(listening).isNotNull();
    }
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    assertThatThrownBy(() -> bus.listen(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("heard");
  }

  private void grow() {
    stage.grow();
    bus.wake();
  }

  private void isWoken(Semaphore ears) throws InterruptedException {
    assertThat(ears.tryAcquire(patience().toMillis(), TimeUnit.MILLISECONDS))
        .as("woken within " + patience())
        .isTrue();
  }

  /** What was heard before says nothing of what comes. */
  private void forgetWhatWasHeard() {
    heard.drainPermits();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
