package dev.muster.proof.contract;

import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.testkit.contract.BusUnderTest;
import dev.muster.testkit.contract.InvalidationBusContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Wrong buses, each made of one in memory by one fault. */
final class WrongBuses {
  private static final Duration SHORT = Duration.ofMillis(300);

  static final Catalogue<Supplier<PassingBus>> CATALOGUE =
      new Catalogue<>(
          InvalidationBusContract.class,
          Runner.class,
          bus -> Runner.bus = bus,
          PassingBus::new,
          List.of(
              Wrong.of(
                  "wakes nobody",
                  Silent::new,
                  "who_listens_is_woken_each_time_the_log_has_grown",
                  "all_who_listen_are_woken",
                  "what_grew_while_a_connection_was_lost_is_heard_when_it_is_back"),
              Wrong.of(
                  "wakes once", WakesOnce::new, "who_listens_is_woken_each_time_the_log_has_grown"),
              Wrong.of("wakes the first", WakesTheFirst::new, "all_who_listen_are_woken"),
              Wrong.of(
                  "fails where nobody listens",
                  NeedsListeners::new,
                  "waking_where_nobody_listens_is_no_failure"),
              Wrong.of(
                  "wakes on the caller's thread",
                  OnTheCallersThread::new,
                  "waking_waits_for_nobody_who_hears_it",
                  "one_who_throws_is_woken_again_and_hinders_nobody"),
              Wrong.of(
                  "passes over who is hearing",
                  PassesOverTheBusy::new,
                  "what_grows_while_somebody_hears_is_heard_afterwards"),
              Wrong.of(
                  "wakes no more who has thrown",
                  ForgetsWhoThrew::new,
                  "one_who_throws_is_woken_again_and_hinders_nobody"),
              Wrong.of(
                  "never stops", NeverStops::new, "who_has_stopped_listening_is_woken_no_more"),
              Wrong.of(
                  "wakes who has stopped after the others",
                  StopsToTheEnd::new,
                  "who_has_stopped_listening_is_woken_no_more"),
              Wrong.of(
                  "stops by the listener", StopsAlike::new, "stopping_twice_stops_nobody_else"),
              Wrong.of(
                  "stays cut off",
                  StaysCutOff::new,
                  "what_grew_while_a_connection_was_lost_is_heard_when_it_is_back"),
              Wrong.of("takes a null", TakesNull::new, "a_null_is_refused_by_name")));

  private WrongBuses() {}

  /** Runs the suite on the bus it was handed last. */
  static final class Runner extends InvalidationBusContract {
    static Supplier<? extends PassingBus> bus = PassingBus::new;

    @Override
    protected BusUnderTest open() {
      return bus.get().stage();
    }

    @Override
    protected Duration patience() {
      return bus.get().getClass() == PassingBus.class ? super.patience() : SHORT;
    }
  }

  private static final class Silent extends PassingBus {
    @Override
    public void wake() {}
  }

  private static final class WakesOnce extends PassingBus {
    private final AtomicBoolean awake = new AtomicBoolean();

    @Override
    public void wake() {
      if (awake.compareAndSet(false, true)) {
        super.wake();
      }
    }
  }

  private static final class WakesTheFirst extends PassingBus {
    @Override
    public void wake() {
      if (!ears.isEmpty()) {
        threads.execute(() -> hear(ears.get(0)));
      }
    }
  }

  private static final class NeedsListeners extends PassingBus {
    @Override
    public void wake() {
      if (ears.isEmpty()) {
        throw new IllegalArgumentException("nobody listens");
      }
      super.wake();
    }
  }

  private static final class OnTheCallersThread extends PassingBus {
    @Override
    public void wake() {
      ears.forEach(ear -> ear.heard.run());
    }
  }

  private static final class PassesOverTheBusy extends PassingBus {
    private final AtomicBoolean busy = new AtomicBoolean();

    @Override
    public void wake() {
      if (busy.compareAndSet(false, true)) {
        super.wake();
      }
    }

    @Override
    void hear(Ear ear) {
      super.hear(ear);
      busy.set(false);
    }
  }

  /** Puts a listener back only when it has heard, so that one who throws is gone by then. */
  private static final class ForgetsWhoThrew extends PassingBus {
    @Override
    void hear(Ear ear) {
      ears.remove(ear);
      try {
        ear.heard.run();
        ears.add(ear);
      } catch (RuntimeException theirs) {
        // It stays away.
      }
    }
  }

  private static final class NeverStops extends PassingBus {
    @Override
    public AutoCloseable listen(Runnable heard) {
      AutoCloseable unused = super.listen(heard);
      return () -> {};
    }

    /* In the order of the ears, so that who has stopped is heard before the other. */
    @Override
    public void wake() {
      threads.execute(() -> ears.forEach(this::hear));
    }
  }

  private static final class StopsToTheEnd extends PassingBus {
    private final List<Ear> stopped = new CopyOnWriteArrayList<>();

    @Override
    public AutoCloseable listen(Runnable heard) {
      AutoCloseable listening = super.listen(heard);
      return () -> {
        stopped.addAll(ears.stream().filter(ear -> ear.heard.equals(heard)).toList());
        listening.close();
      };
    }

    @Override
    public void wake() {
      threads.execute(
          () -> {
            ears.forEach(this::hear);
            stopped.forEach(this::hear);
          });
    }
  }

  private static final class StopsAlike extends PassingBus {
    @Override
    public AutoCloseable listen(Runnable heard) {
      AutoCloseable unused = super.listen(heard);
      return () ->
          ears.stream().filter(ear -> ear.heard.equals(heard)).findFirst().ifPresent(ears::remove);
    }
  }

  private static final class StaysCutOff extends PassingBus {
    @Override
    void cut() {
      ears.clear();
    }
  }

  private static final class TakesNull extends PassingBus {
    @Override
    public AutoCloseable listen(@Nullable Runnable heard) {
      return super.listen(heard == null ? () -> {} : heard);
    }
  }
}
