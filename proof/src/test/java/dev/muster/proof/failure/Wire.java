package dev.muster.proof.failure;

import dev.muster.testkit.HandClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The way to the provider and the stores: it counts the calls, and one of them fails. */
final class Wire {
  private static final Set<String> NO_IO =
      Set.of("instance", "callDeadline", "authorizationUri", "keeps");

  private final HandClock clock;
  private final List<String> calls = new ArrayList<>();
  private final CountDownLatch callerLeft = new CountDownLatch(1);
  private @Nullable Breakdown breakdown;
  private @Nullable Thread caller;

  Wire(HandClock clock) {
    this.clock = clock;
  }

  /** Whether a call went to the provider; else it went to a store. */
  static boolean isProvider(String call) {
    return !call.contains("Store.");
  }

  /** Counts from here, and breaks as told; null for never. */
  synchronized void watch(@Nullable Breakdown breakdown) {
    calls.clear();
    this.breakdown = breakdown;
    caller = Thread.currentThread();
  }

  /** What was called since; from here on nothing fails, nor does what still fails reach anybody. */
  synchronized List<String> mend() {
    breakdown = null;
    caller = null;
    callerLeft.countDown();
    boolean unused = Thread.interrupted();
    return List.copyOf(calls);
  }

  /** The same, to be called over this wire: the provider, or a store. */
  <T> T to(Class<T> spi, T sound) {
    return spi.cast(
        Proxy.newProxyInstance(
            Wire.class.getClassLoader(),
            new Class<?>[] {spi},
            (self, method, arguments) -> {
              String call = spi.getSimpleName() + "." + method.getName();
              Fault fault = NO_IO.contains(method.getName()) ? null : count(call);
              try {
                return fault == null
                    ? method.invoke(sound, arguments)
                    : fault.happen(() -> method.invoke(sound, arguments), isProvider(call), this);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  private synchronized @Nullable Fault count(String call) {
    calls.add(call);
    return breakdown != null
            && breakdown.hits(calls.size())
            && breakdown.fault().canHappenTo(isProvider(call))
        ? breakdown.fault()
        : null;
  }

  /** Lets time pass in a call, if the operation is still under way. */
  synchronized void passes(Duration time) {
    if (caller != null) {
      clock.advance(time);
    }
  }

  /** Interrupts who waits for the operation, and returns when it waits no more. */
  void sendCallerAway() throws InterruptedException {
    if (!interruptsCaller()) {
      callerLeft.await();
    }
  }

  /** True if that is who calls. */
  private synchronized boolean interruptsCaller() {
    if (caller != null) {
      caller.interrupt();
    }
    return Thread.currentThread().equals(caller);
  }

  /**
   * Which calls of an operation fail, and how.
   *
   * @param call the first of them, from 1
   * @param lasting whether all later ones fail too
   * @param fault how
   */
  record Breakdown(int call, boolean lasting, Fault fault) {
    boolean hits(int number) {
      return lasting ? number >= call : number == call;
    }
  }
}
