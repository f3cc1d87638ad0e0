package dev.muster.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.name.OrganizationId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * A refresh token counts once. The first caller with a token makes the call; everybody else with the
 * same token, during it or up to a minute after it, shares the outcome. An outage is not remembered,
 * and neither is a refusal, since both leave the token unspent; the next caller tries again.
 */
/** One refresh for each refresh token on this node, remembered for a while. */
final class Refreshes {
  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  private static final int MAX_REMEMBERED = 100_000;
  private static final int MAX_CHAIN = 8;

  private final SessionProvider provider;
  private final ProviderCalls calls;
  private final Cache<String, CompletableFuture<RefreshOutcome>> memory;

  Refreshes(SessionProvider provider, ProviderCalls calls, InstantSource clock) {
    this.provider = provider;
    this.calls = calls;
    this.memory =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Exchanges a token, or shares what its exchange came to.
   *
   * @throws ProviderException if the provider gave no answer in time
   */
  RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
    return calls.await(flight(token, organization).call());
  }

  /**
   * Exchanges a token for this organization by a call of our own: where the token was exchanged
   * already, its successor is used.
   *
   * @throws ProviderException if the provider gave no answer in time
   */
  RefreshOutcome refreshInto(Secret token, OrganizationId organization) {
    Secret current = token;
    for (int i = 0; i < MAX_CHAIN; i++) {
      Flight flight = flight(current, organization);
      RefreshOutcome outcome = calls.await(flight.call());
      if (flight.own()) {
        return outcome;
      }
      if (outcome instanceof RefreshOutcome.Rotated rotated) {
        current = rotated.session().refreshToken();
      } else if (!(outcome instanceof RefreshOutcome.OrganizationRefused)) {
        return outcome;
      }
      // A refusal of somebody else's organization left the token unspent: ours is asked for next.
    }
    throw new ProviderException.Unavailable("the session is refreshed too often", null);
  }

  private Flight flight(Secret token, @Nullable OrganizationId organization) {
    String hash = hash(token);
    CompletableFuture<RefreshOutcome> mine = new CompletableFuture<>();
    CompletableFuture<RefreshOutcome> other = memory.asMap().putIfAbsent(hash, mine);
    if (other != null) {
      return new Flight(other, false);
    }
    CompletableFuture<?> unused =
        calls
            .start(() -> provider.refresh(token, organization))
            .whenComplete(
                (outcome, failure) -> {
                  if (failure != null || outcome instanceof RefreshOutcome.OrganizationRefused) {
                    memory.asMap().remove(hash, mine);
                  }
                  if (failure == null) {
                    mine.complete(outcome);
                  } else {
                    mine.completeExceptionally(unwrapped(failure));
                  }
                });
    return new Flight(mine, true);
  }

  private static Throwable unwrapped(Throwable failure) {
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

  private record Flight(CompletableFuture<RefreshOutcome> call, boolean own) {}
}
