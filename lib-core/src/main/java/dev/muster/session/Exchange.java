package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What became of a refresh token, as this node learned it.
 *
 * @param outcome what the provider said
 * @param requestedAt before it was asked; a session's access is counted from here
 * @param own whether it was said to a call of ours
 * @param lasting whether this node may remember it
 */
record Exchange(RefreshOutcome outcome, Instant requestedAt, boolean own, boolean lasting) {
  Exchange {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(requestedAt, "requestedAt");
  }

  /** Of a call of ours. */
  static Exchange ours(Secret token, RefreshOutcome outcome, Instant requestedAt) {
    return new Exchange(outcome, requestedAt, true, isSpent(token, outcome));
  }

  /** A refusal leaves the token as it was, and not every provider gives a new one each time. */
  private static boolean isSpent(Secret token, RefreshOutcome outcome) {
    return !(outcome instanceof RefreshOutcome.OrganizationRefused)
        && !(outcome instanceof RefreshOutcome.Rotated rotated
            && rotated.session().refreshToken().equals(token));
  }

  /** Whether it gave access that has run out again. */
  boolean isOver(Instant now) {
    return outcome instanceof RefreshOutcome.Rotated rotated
        && Duration.between(requestedAt, now).compareTo(rotated.session().accessLifetime()) >= 0;
  }

  /** Exchanges tokens. Never asked for the same one at once on one node. */
  interface Source {
    CompletableFuture<Exchange> exchange(
        String hash, Secret token, @Nullable OrganizationId organization);
  }
}
