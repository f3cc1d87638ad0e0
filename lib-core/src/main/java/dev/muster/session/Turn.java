package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.store.RefreshStore;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of this node at a refresh token that nodes share.
 *
 * @param key the token in the store
 * @param claim names the attempt
 * @param token the token itself
 * @param organization what it is exchanged for, or null for none
 * @param answer what this node's requests wait for
 */
record Turn(
    RefreshStore.Key key,
    UUID claim,
    Secret token,
    @Nullable OrganizationId organization,
    CompletableFuture<Exchange> answer) {
  boolean fail(Throwable failure) {
    return answer.completeExceptionally(Refreshes.unwrapped(failure));
  }
}
