package dev.muster.feed;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * By how much an event may be seen late, and what is done when one was seen later than that: the
 * position is taken back, and more is allowed for. The clocks of provider and store need not agree:
 * a provider's clock that is behind makes events look late, which costs trust and grants none.
 */
final class Allowance {
  /** More is not allowed for: no bound of a check would be served any more. */
  static final Duration MOST = Duration.ofMinutes(10);

  private static final Duration LEAST_WIDENED = Duration.ofSeconds(1);

  private final ProviderInstance provider;
  private final FeedStore store;
  private final Duration declared;
  private final Consumer<FeedEvent> tell;

  Allowance(
      ProviderInstance provider, FeedStore store, Duration declared, Consumer<FeedEvent> tell) {
    this.provider = provider;
    this.store = store;
    this.declared = declared;
    this.tell = tell;
  }

  /** What is allowed for now. */
  Duration of(Feed feed) {
    Duration widened = feed.allowance();
    return widened != null && widened.compareTo(declared) > 0 ? widened : declared;
  }

  /**
   * Takes the position back and allows for more.
   *
   * @param late the events that were late, at least one
   * @return false if this leader has lost
   */
  boolean widen(Leadership led, List<ProviderEvent> late) {
    ProviderEvent worst = late.get(0);
    for (ProviderEvent event : late) {
      if (event.happenedAt().isBefore(worst.happenedAt())) {
        worst = event;
      }
    }
    Duration allowed = of(led.feed());
    Duration seenAfter = between(worst.happenedAt(), led.storeTime());
    Duration wanted = larger(LEAST_WIDENED, larger(allowed.multipliedBy(2), seenAfter));
    Duration widened = larger(declared, wanted.compareTo(MOST) > 0 ? MOST : wanted);
    if (!store.withdraw(provider, led.fence(), widened)) {
      return false;
    }
    tell.accept(
        new FeedEvent.FeedLate(provider, worst.id(), larger(Duration.ZERO, seenAfter), widened));
    return true;
  }

  /** A time that an event states can be any. */
  private static Duration between(Instant from, Instant to) {
    return Duration.ofSeconds(to.getEpochSecond() - from.getEpochSecond());
  }

  private static Duration larger(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
