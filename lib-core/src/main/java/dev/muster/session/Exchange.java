package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What became of a refresh token, as this node learned it.
 *
 * @param outcome what the provider said
 * @param own whether it was said to a call of ours
 * @param lasting whether this node may remember it
 */
record Exchange(RefreshOutcome outcome, boolean own, boolean lasting) {
  Exchange {
    Objects.requireNonNull(outcome, "outcome");
  }

  /** Of a call of ours on the only node. A refusal leaves the token unspent. */
  static Exchange alone(RefreshOutcome outcome) {
    return new Exchange(outcome, true, !(outcome instanceof RefreshOutcome.OrganizationRefused));
  }

  /** Exchanges tokens. Never asked for the same one at once on one node. */
  interface Source {
    CompletableFuture<Exchange> exchange(
        String hash, Secret token, @Nullable OrganizationId organization);
  }
}
