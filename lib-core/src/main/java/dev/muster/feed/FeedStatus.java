package dev.muster.feed;

import dev.muster.name.ProviderInstance;
import dev.muster.store.FeedPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the feed stands, for an operator's page or a health check.
 *
 * @param provider the provider instance
 * @param position up to when the mirror is proven to follow, in the store's time; null if nothing
 *     is proven, and checks ask the provider
 * @param age how old the position is; null without one
 * @param lag how far the log of events was ahead of this node at its last read: zero at its end;
 *     null if this node does not lead, or has not read yet
 * @param leading whether this node leads
 * @param leader which node leads, or null for none
 * @param lastSuccess when this node last read what it reads, by its own clock; null if never
 * @param failures how often in a row this node failed to
 * @param walk the walk that this node makes or made last; null if none
 */
public record FeedStatus(
    ProviderInstance provider,
    @Nullable FeedPosition position,
    @Nullable Duration age,
    @Nullable Duration lag,
    boolean leading,
    @Nullable String leader,
    @Nullable Instant lastSuccess,
    int failures,
    @Nullable WalkProgress walk) {
  /** Checks the provider. */
  public FeedStatus {
    Objects.requireNonNull(provider, "provider");
  }
}
