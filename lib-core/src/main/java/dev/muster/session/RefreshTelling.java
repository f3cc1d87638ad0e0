package dev.muster.session;

import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.store.RefreshStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store that nodes share what an exchange came to: now, or a little later if it does not
 * listen. What can't be told at all fails nobody, and the lease ends by itself.
 */
final class RefreshTelling {
  static final Duration KEPT = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(RefreshTelling.class);
  private static final Duration TELL_AGAIN = Duration.ofMillis(200);
  private static final int TELLINGS = 3;

  private final ProviderCalls calls;
  private final RefreshStore store;
  private final SealedOutcomes outcomes;

  RefreshTelling(ProviderCalls calls, RefreshStore store, SealedOutcomes outcomes) {
    this.calls = calls;
    this.store = store;
    this.outcomes = outcomes;
  }

  void record(Turn turn, RefreshOutcome outcome, Instant requestedAt) {
    String text = outcomes.seal(turn.key(), outcome, requestedAt).orElse(null);
    if (text == null) {
      LOG.error("a session is too large to be shared with other nodes");
      return;
    }
    tell(
        () -> {
          if (!store.complete(turn.key(), turn.claim(), text, KEPT)) {
            LOG.warn("another node exchanged the same refresh token");
          }
        },
        TELLINGS);
  }

  void release(Turn turn) {
    tell(() -> store.release(turn.key(), turn.claim()), TELLINGS);
  }

  private void tell(Runnable statement, int left) {
    try {
      statement.run();
    } catch (RuntimeException failed) {
      LOG.warn("the refresh store could not be told: {}", failed.getClass().getName());
      if (left > 1) {
        after(TELL_AGAIN).execute(() -> again(statement, left - 1));
      }
    }
  }

  private void again(Runnable statement, int left) {
    CompletableFuture<?> unused = calls.start(() -> told(statement, left));
  }

  private boolean told(Runnable statement, int left) {
    tell(statement, left);
    return true;
  }

  /** Its tasks only hand work to the pool, which may refuse: that must not be lost in a timer. */
  static Executor after(Duration delay) {
    return CompletableFuture.delayedExecutor(
        delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
  }
}
