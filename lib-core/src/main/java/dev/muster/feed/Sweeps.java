package dev.muster.feed;

import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;

/** Deletes what the log and the memory of webhooks no longer need. */
final class Sweeps implements LeaderPart {
  /** Longer than a sender of webhooks tries. */
  static final Duration WEBHOOKS_KEPT = Duration.ofDays(7);

  private static final int MOST = 1_000;
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final FeedParts parts;
  private final FeedStore store;

  Sweeps(FeedParts parts, FeedStore store) {
    this.parts = parts;
    this.store = store;
  }

  @Override
  public boolean asksProvider() {
    return false;
  }

  @Override
  public Duration step(Leadership led) {
    int entries = parts.log().sweep(parts.settings().logRetention(), MOST);
    int messages = store.sweep(WEBHOOKS_KEPT, MOST);
    return entries == MOST || messages == MOST ? Duration.ZERO : INTERVAL;
  }
}
