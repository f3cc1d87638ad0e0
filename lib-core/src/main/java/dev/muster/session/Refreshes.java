package dev.muster.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.store.RefreshStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * A refresh token counts once. The first caller with a token makes the call; everybody else with the
 * same token, during it or up to a minute after it, shares the outcome. An outage is not remembered,
 * and neither is a refusal, since both leave the token unspent; the next caller tries again.
 */
/**
 * One refresh for each refresh token on this node, or on all nodes that share a store, remembered
 * for a while.
 */
final class Refreshes {
  private static final Duration REMEMBERED = Duration.ofSeconds(60);

  /** Longer than a call waits and takes; a second one beside it would lose the session. */
  private static final Duration UNDER_WAY = Duration.ofMinutes(3);

  private static final int MAX_REMEMBERED = 100_000;
  private static final int MAX_CHAIN = 8;

  private final ProviderCalls calls;
  private final InstantSource clock;
  private final Exchange.Source source;
  private final Cache<String, Call> memory;

  Refreshes(
      ProviderInstance instance,
      SessionProvider provider,
      ProviderCalls calls,
      InstantSource clock,
      @Nullable RefreshStore store,
      Seal seal,
      SecureRandom random) {
    this.calls = calls;
    this.clock = clock;
    this.source =
        store == null
            ? (hash, token, organization) ->
                calls.start(
                    () -> {
                      Instant requestedAt = clock.instant();
                      return Exchange.ours(
                          token, provider.refresh(token, organization), requestedAt);
                    })
            : new SharedExchanges(
                instance, provider, calls, clock, store, new SealedOutcomes(seal), random);
    this.memory =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfter(new FromItsEnd())
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Exchanges a token, or shares what its exchange came to. Where the access that came of it is
   * over again, its successor is exchanged.
   *
   * @throws ProviderException if the provider gave no answer in time
   */
  Exchange refresh(Secret token, @Nullable OrganizationId organization) {
    Secret current = token;
    for (int i = 0; i < MAX_CHAIN; i++) {
      Flight flight = flight(current, organization);
      Exchange exchange = calls.await(flight.call().answer());
      if (exchange.outcome() instanceof RefreshOutcome.OrganizationRefused
          && !Objects.equals(flight.call().organization(), organization)) {
        // Somebody else's organization: it says nothing about ours.
        continue;
      }
      if ((flight.own() && exchange.own())
          || !(exchange.outcome() instanceof RefreshOutcome.Rotated rotated)
          || !exchange.isOver(clock.instant())) {
        return exchange;
      }
      current = rotated.session().refreshToken();
    }
    throw tooOften();
  }

  /** What a token was exchanged for not long ago on this node, without waiting for anybody. */
  Optional<Exchange> successor(Secret token) {
    Optional<Exchange> last = Optional.empty();
    Secret current = token;
    for (int i = 0; i < MAX_CHAIN; i++) {
      Call known = memory.getIfPresent(hash(current));
      if (known == null
          || !known.answer().isDone()
          || known.answer().isCompletedExceptionally()
          || !(known.answer().join().outcome() instanceof RefreshOutcome.Rotated rotated)) {
        break;
      }
      last = Optional.of(known.answer().join());
      current = rotated.session().refreshToken();
    }
    return last;
  }

  /**
   * Exchanges a token for this organization by a call of our own: where the token was exchanged
   * already, its successor is used.
   *
   * @throws ProviderException if the provider gave no answer in time
   */
  Exchange refreshInto(Secret token, OrganizationId organization) {
    Secret current = token;
    for (int i = 0; i < MAX_CHAIN; i++) {
      Flight flight = flight(current, organization);
      Exchange exchange = calls.await(flight.call().answer());
      RefreshOutcome outcome = exchange.outcome();
      if (flight.own() && exchange.own()) {
        return exchange;
      }
      if (outcome instanceof RefreshOutcome.Rotated rotated) {
        current = rotated.session().refreshToken();
      } else if (!(outcome instanceof RefreshOutcome.OrganizationRefused)) {
        return exchange;
      }
      // A refusal of somebody else's organization left the token unspent: ours is asked for next.
    }
    throw tooOften();
  }

  private static ProviderException tooOften() {
    return new ProviderException.Unavailable("the session is refreshed too often", null);
  }

  private Flight flight(Secret token, @Nullable OrganizationId organization) {
    String hash = hash(token);
    Call mine = new Call(organization, new CompletableFuture<>());
    Call other = memory.asMap().putIfAbsent(hash, mine);
    if (other != null) {
      return new Flight(other, false);
    }
    CompletableFuture<?> unused =
        source
            .exchange(hash, token, organization)
            .whenComplete(
                (exchange, failure) -> {
                  if (failure != null || !exchange.lasting()) {
                    memory.asMap().remove(hash, mine);
                  } else {
                    memory.asMap().replace(hash, mine, mine);
                  }
                  if (failure == null) {
                    mine.answer().complete(exchange);
                  } else {
                    mine.answer().completeExceptionally(unwrapped(failure));
                  }
                });
    return new Flight(mine, true);
  }

  /** What failed, without the wrapping of a future. */
  static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  static String hash(Secret token) {
    try {
      byte[] bytes = token.reveal().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record Flight(Call call, boolean own) {}

  /** What a token is exchanged for, and what comes of it. */
  private record Call(@Nullable OrganizationId organization, CompletableFuture<Exchange> answer) {}

  /** An outcome is remembered from when it is there, and a call as long as it may be under way. */
  private static final class FromItsEnd implements Expiry<String, Call> {
    @Override
    public long expireAfterCreate(String hash, Call begun, long now) {
      return UNDER_WAY.toNanos();
    }

    @Override
    public long expireAfterUpdate(String hash, Call ended, long now, long left) {
      return REMEMBERED.toNanos();
    }

    @Override
    public long expireAfterRead(String hash, Call call, long now, long left) {
      return left;
    }
  }
}
