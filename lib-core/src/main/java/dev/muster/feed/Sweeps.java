package dev.muster.feed;

import dev.muster.store.ChangeLog;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;

/**
 * Deletes what the log and the memory of webhooks no longer need. What the host's roles have not
 * followed yet is still needed: of a member who has ended no walk would tell them later.
 */
final class Sweeps implements LeaderPart {
  /** Longer than a sender of webhooks tries. */
  static final Duration WEBHOOKS_KEPT = Duration.ofDays(7);

  private static final int MOST = 1_000;
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final FeedParts parts;
  private final FeedStore store;
  private long fence = -1;

  /** Where the log ended an interval ago: what is older is followed, if that is. */
  private long ended;

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
    boolean followed = led.fence() == fence && led.feed().rolesFollowed() >= ended;
    int entries = followed ? parts.log().sweep(parts.settings().logRetention(), MOST) : 0;
    int messages = store.sweep(WEBHOOKS_KEPT, MOST);
    if (entries == MOST || messages == MOST) {
      return Duration.ZERO;
    }
    ended = parts.log().read(parts.provider().instance(), ChangeLog.NOTHING, 1).last();
    fence = led.fence();
    return INTERVAL;
  }
}
