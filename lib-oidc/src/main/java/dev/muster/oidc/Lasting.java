package dev.muster.oidc;

import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * The same times as for keys. A task that runs on the thread of whoever came first is what the
 * others wait for, so no lock is held across the read.
 */
/** What is read when it is first needed, and again when it is old, by one caller at a time. */
final class Lasting<T> {
  private static final long PATIENCE_SECONDS = 15;

  private final Supplier<T> reader;
  private final InstantSource clock;
  private final AtomicReference<@Nullable FutureTask<T>> running = new AtomicReference<>();
  private volatile @Nullable Held<T> held;
  private volatile @Nullable Failed failed;

  Lasting(Supplier<T> reader, InstantSource clock) {
    this.reader = reader;
    this.clock = clock;
  }

  private record Held<T>(T value, long at) {}

  private record Failed(ProviderException why, long at) {}

  /**
   * What there is.
   *
   * @throws ProviderException if there is nothing that may serve
   */
  T get() {
    Held<T> last = held;
    if (last != null && isWithin(IssuerKeys.LIFETIME, last.at())) {
      return last.value();
    }
    Failed failure = failed;
    if (failure != null && isWithin(IssuerKeys.RETRY_PAUSE, failure.at())) {
      return inOutage(failure.why());
    }
    FutureTask<T> mine = new FutureTask<>(this::read);
    FutureTask<T> first = running.compareAndExchange(null, mine);
    if (first != null) {
      return result(first);
    }
    try {
      mine.run();
    } finally {
      running.set(null);
    }
    return result(mine);
  }

  /** What was read last, however old; waits only if there is nothing. */
  T latest() {
    Held<T> last = held;
    return last == null ? get() : last.value();
  }

  private T read() {
    Held<T> last = held;
    if (last != null && isWithin(IssuerKeys.LIFETIME, last.at())) {
      return last.value();
    }
    try {
      T value = reader.get();
      held = new Held<>(value, clock.millis());
      failed = null;
      return value;
    } catch (ProviderException e) {
      if (e instanceof Misconfigured) {
        held = null;
      }
      // A caller that was interrupted says nothing of the issuer.
      if (!Thread.currentThread().isInterrupted()) {
        failed = new Failed(e, clock.millis());
      }
      return inOutage(e);
    }
  }

  private T inOutage(ProviderException why) {
    Held<T> last = held;
    if (last != null && isWithin(IssuerKeys.OUTAGE_TOLERANCE, last.at())) {
      return last.value();
    }
    throw again(why);
  }

  private T result(FutureTask<T> task) {
    try {
      return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ProviderException why
          ? again(why)
          : new Unavailable("no configuration of the issuer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("no configuration of the issuer: interrupted", null);
    } catch (TimeoutException e) {
      throw new Unavailable("no configuration of the issuer: time-out", null);
    }
  }

  /* A new exception for each caller: one that is shared has the stack of somebody else. */
  private static ProviderException again(ProviderException why) {
    String message = String.valueOf(why.getMessage());
    return why instanceof Misconfigured
        ? new Misconfigured(message)
        : new Unavailable(message, why.getCause());
  }

  private boolean isWithin(Duration span, long since) {
    long now = clock.millis();
    return since <= now && now - since < span.toMillis();
  }
}
