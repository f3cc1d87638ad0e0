package dev.muster.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.store.RefreshStore;
import dev.muster.store.RefreshStore.Claim;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Who holds the claim makes the call, and the others look every now and then what it came to; no
 * thread waits with them. An exchange is never begun without a claim. Once it was made, its outcome
 * goes to the requests of this node first, since theirs may be the only copy, and then to the store,
 * whoever holds the claim by then.
 */
/** One exchange for each refresh token on all nodes that share a store. */
final class SharedExchanges implements Exchange.Source {
  /** Longer than a provider's call may take, which is a minute at most. */
  static final Duration LEASE = Duration.ofSeconds(65);

  private static final Logger LOG = LoggerFactory.getLogger(SharedExchanges.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration COME_BACK = Duration.ofSeconds(1);
  private static final int MAX_REMEMBERED = 100_000;

  private final ProviderInstance instance;
  private final SessionProvider provider;
  private final ProviderCalls calls;
  private final InstantSource clock;
  private final RefreshStore store;
  private final SealedOutcomes outcomes;
  private final RefreshTelling telling;
  private final SecureRandom random;
  private final Cache<String, Boolean> spentElsewhere;
  private final Cache<String, UUID> unsure;

  SharedExchanges(
      ProviderInstance instance,
      SessionProvider provider,
      ProviderCalls calls,
      InstantSource clock,
      RefreshStore store,
      SealedOutcomes outcomes,
      SecureRandom random) {
    this.instance = instance;
    this.provider = provider;
    this.calls = calls;
    this.clock = clock;
    this.store = store;
    this.outcomes = outcomes;
    this.telling = new RefreshTelling(calls, store, outcomes);
    this.random = random;
    this.spentElsewhere = remembered(RefreshTelling.KEPT, clock);
    this.unsure = remembered(LEASE, clock);
  }

  /** A bounded memory by the wall clock. */
  static <T> Cache<String, T> remembered(Duration duration, InstantSource clock) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_REMEMBERED)
        .expireAfterWrite(duration)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .build();
  }

  @Override
  public CompletableFuture<Exchange> exchange(
      String hash, Secret token, @Nullable OrganizationId organization) {
    UUID claim = unsure.getIfPresent(hash);
    Turn turn =
        new Turn(
            new RefreshStore.Key(instance, hash),
            claim == null ? new UUID(random.nextLong(), random.nextLong()) : claim,
            token,
            organization,
            new CompletableFuture<>());
    // A little less than the callers wait, so that they hear when to come back.
    ask(turn, calls.deadline().multipliedBy(4).dividedBy(5).dividedBy(LOOK_AGAIN));
    return turn.answer();
  }

  private void ask(Turn turn, long looksLeft) {
    CompletableFuture<?> unused =
        calls
            .start(() -> step(turn, looksLeft))
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    turn.fail(failure);
                  }
                });
  }

  private boolean step(Turn turn, long looksLeft) {
    Claim claim;
    try {
      claim = store.claim(turn.key(), turn.claim(), LEASE);
    } catch (RuntimeException failed) {
      LOG.warn("the refresh store gave no answer: {}", failed.getClass().getName());
      // It may be ours all the same: the next request asks with the same one.
      unsure.put(turn.key().tokenHash(), turn.claim());
      return turn.fail(new ProviderException.Unavailable("the refresh store gave no answer", null));
    }
    unsure.invalidate(turn.key().tokenHash());
    return claim.fold(() -> exchange(turn), () -> wait(turn, looksLeft), done -> share(turn, done));
  }

  private boolean wait(Turn turn, long looksLeft) {
    if (looksLeft <= 0) {
      return turn.fail(
          new ProviderException.Unavailable("another node refreshes it", null, COME_BACK));
    }
    RefreshTelling.after(LOOK_AGAIN).execute(() -> ask(turn, looksLeft - 1));
    return true;
  }

  private boolean share(Turn turn, Claim.Done done) {
    Exchange exchange = outcomes.open(turn.key(), done.outcome()).orElse(null);
    if (exchange == null) {
      LOG.error(
          "an outcome in the refresh store does not open: have all nodes the same seal keys?");
      return turn.fail(
          new ProviderException.Unavailable("the outcome of a refresh does not open", null));
    }
    return turn.answer().complete(exchange);
  }

  private boolean exchange(Turn turn) {
    Instant requestedAt = clock.instant();
    RefreshOutcome outcome;
    try {
      // A token that is known to be spent is not sent again; only its outcome may still come.
      outcome =
          spentElsewhere.getIfPresent(turn.key().tokenHash()) == null
              ? Objects.requireNonNull(
                  provider.refresh(turn.token(), turn.organization()), "outcome")
              : new RefreshOutcome.AlreadyExchanged();
    } catch (RuntimeException failed) {
      turn.fail(failed);
      telling.release(turn);
      return false;
    }
    Exchange exchange = Exchange.ours(turn.token(), outcome, requestedAt);
    if (outcome instanceof RefreshOutcome.AlreadyExchanged) {
      spentElsewhere.put(turn.key().tokenHash(), true);
    } else if (exchange.lasting()) {
      boolean answered = turn.answer().complete(exchange);
      telling.record(turn, outcome, requestedAt);
      return answered;
    }
    telling.release(turn);
    return turn.answer().complete(new Exchange(outcome, requestedAt, true, false));
  }
}
