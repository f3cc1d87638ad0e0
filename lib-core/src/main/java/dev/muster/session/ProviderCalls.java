package dev.muster.session;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to the provider on an executor, so that a code or a token is not lost with the thread of
 * the one caller who waits for it. Every failure comes back as a {@link ProviderException}.
 */
final class ProviderCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderCalls.class);

  private final ProviderInstance provider;
  private final Executor executor;
  private final Duration deadline;
  private final Consumer<SessionEvent> events;

  ProviderCalls(
      ProviderInstance provider,
      Executor executor,
      Duration deadline,
      Consumer<SessionEvent> events) {
    this.provider = provider;
    this.executor = executor;
    this.deadline = deadline;
    this.events = events;
  }

  /** How long a caller waits. */
  Duration deadline() {
    return deadline;
  }

  /** Starts a call. */
  <T> CompletableFuture<T> start(Supplier<T> call) {
    try {
      return CompletableFuture.supplyAsync(call, executor);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(
          new ProviderException.Unavailable("too many calls wait", null));
    }
  }

  /** Waits for a call that is under way. */
  <T> T await(CompletableFuture<T> call) {
    try {
      return call.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Unavailable("interrupted", null);
    } catch (TimeoutException e) {
      throw new ProviderException.Unavailable("no answer within " + deadline, null);
    } catch (ExecutionException failed) {
      throw classified(failed.getCause() == null ? failed : failed.getCause());
    }
  }

  <T> T run(Supplier<T> call) {
    return await(start(call));
  }

  private ProviderException classified(Throwable cause) {
    if (cause instanceof ProviderException.Misconfigured) {
      LOG.error("the provider {} does not accept our own key", provider);
      events.accept(new SessionEvent.ProviderMisconfigured(provider));
    }
    if (cause instanceof ProviderException known) {
      return known;
    }
    LOG.error("a session call threw {}", cause.getClass().getName());
    return new ProviderException.Unavailable("a defect", null);
  }
}
