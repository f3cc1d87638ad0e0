package dev.muster.feed;

import dev.muster.name.ProviderInstance;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;

/**
 * Begins the one run that a feed has whose provider keeps no log of events: walks alone tell how
 * far the mirror has come.
 */
record RunWithoutEvents(ProviderInstance provider, FeedStore store) implements LeaderPart {
  private static final Duration NEVER = Duration.ofHours(1);

  @Override
  public boolean asksProvider() {
    return false;
  }

  @Override
  public Duration step(Leadership led) {
    if (led.feed().generation() != 0) {
      return NEVER;
    }
    var unused = store.begin(provider, led.fence(), null, led.storeTime());
    return Duration.ZERO;
  }
}
