package dev.muster.testkit.gateway;

import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.contract.Outage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An adapter that waits long for what is answered, and not for what hangs: for the stage of a
 * contract suite. With one call deadline for both, a suite is either slow, since each call that
 * hangs takes all of it, or fails on a busy machine. So this opens the adapter twice, the second
 * when it is first needed, and {@link #as} asks the one or the other.
 *
 * <p>A stage calls {@link #expect} before it breaks the line, and {@link #heal} when it mends it.
 * Safe for many threads, but for these two and {@link #close}.
 *
 * @param <A> the adapter, with all that the stage wants of it
 */
public final class Patience<A> implements AutoCloseable {
  /** What an answer is waited for: 30 seconds. */
  public static final Duration LONG = Duration.ofSeconds(30);

  /** What is waited for where no answer comes, unless good ones take longer: 300 milliseconds. */
  public static final Duration SHORT = Duration.ofMillis(300);

  private static final int TRIES = 5;

  private final Function<Duration, A> open;
  private final Consumer<A> warm;
  private final Consumer<A> close;
  private final A patient;
  private @Nullable A hasty;
  private int hastyOnes;
  private volatile boolean hangs;

  private Patience(Function<Duration, A> open, Consumer<A> warm, Consumer<A> close) {
    this.open = open;
    this.warm = warm;
    this.close = close;
    patient = open.apply(LONG);
  }

  /**
   * Opens the patient one.
   *
   * @param <A> the adapter
   * @param open opens an adapter with a call deadline
   * @param warm a call with which an adapter gets what its first call takes, as a connection and a
   *     token of its own, so that afterwards it is the call that hangs
   * @param close closes an adapter
   * @return the adapter, to be closed
   */
  public static <A> Patience<A> of(
      Function<Duration, A> open, Consumer<A> warm, Consumer<A> close) {
    return new Patience<>(
        Objects.requireNonNull(open, "open"),
        Objects.requireNonNull(warm, "warm"),
        Objects.requireNonNull(close, "close"));
  }

  /**
   * The patient one, for what is not of the suite.
   *
   * @return always the same
   */
  public A adapter() {
    return patient;
  }

  /**
   * A capability whose calls go to the one or the other, also those made long after.
   *
   * @param <T> the capability
   * @param capability its interface
   * @param part what of the adapter it is; called once for each adapter
   * @return the capability
   */
  public <T> T as(Class<T> capability, Function<? super A, ? extends T> part) {
    Parts<T> parts = new Parts<>(part.apply(patient), part);
    Object asked =
        Proxy.newProxyInstance(
            capability.getClassLoader(),
            new Class<?>[] {capability},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(parts.now(), arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
    return capability.cast(asked);
  }

  /**
   * Makes ready for an outage that has not begun: calls go to the hasty one if it is a hang. Blocks
   * while that is opened and warmed, each time.
   *
   * @param outage what is to come
   * @throws Unavailable if the provider does not answer as it is
   */
  public void expect(Outage outage) {
    if (outage == Outage.HANG) {
      beReady();
      hangs = true;
    }
  }

  /** Calls go to the patient one again. */
  public void heal() {
    hangs = false;
  }

  /** Closes both. */
  @Override
  public void close() {
    try {
      close.accept(patient);
    } finally {
      if (hasty != null) {
        close.accept(hasty);
      }
    }
  }

  /* A machine may be too busy for a good answer in so short a time: another gets twice as long. */
  private void beReady() {
    for (Duration deadline = SHORT; ; deadline = twice(deadline)) {
      if (hasty == null) {
        hasty = open.apply(deadline);
        hastyOnes++;
      }
      try {
        warmUp(hasty);
        return;
      } catch (Unavailable noAnswer) {
        close.accept(hasty);
        hasty = null;
        if (deadline.equals(LONG)) {
          throw noAnswer;
        }
      }
    }
  }

  private static Duration twice(Duration deadline) {
    Duration twice = deadline.multipliedBy(2);
    return twice.compareTo(LONG) > 0 ? LONG : twice;
  }

  private void warmUp(A adapter) {
    for (int tries = 1; ; tries++) {
      try {
        warm.accept(adapter);
        return;
      } catch (Unavailable noAnswer) {
        if (tries == TRIES) {
          throw noAnswer;
        }
      }
    }
  }

  private final class Parts<T> {
    private final T ofPatient;
    private final Function<? super A, ? extends T> part;
    private int made;
    private @Nullable T ofHasty;

    Parts(T ofPatient, Function<? super A, ? extends T> part) {
      this.ofPatient = ofPatient;
      this.part = part;
    }

    synchronized T now() {
      if (!hangs) {
        return ofPatient;
      }
      if (ofHasty == null || made != hastyOnes) {
        ofHasty = part.apply(Objects.requireNonNull(hasty));
        made = hastyOnes;
      }
      return ofHasty;
    }
  }
}
