package dev.muster.feed;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.EventSource;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.ReachUnknown;
import dev.muster.provider.ProviderException;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Applied;
import dev.muster.store.FeedStore.Batch;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the provider's events, one page a step, and has the store apply each page together with its
 * cursor. No connection is held while the provider is asked.
 *
 * <h2>Guarantee</h2>
 *
 * <p>The position is the store's time of before a pass to the log's end began, less what is allowed
 * for. An event that comes within the allowance is in it, whatever place it takes in the log: see
 * {@link Trail}. A page that makes no sense is a failure, and is read again: no event is skipped.
 */
final class Polls implements LeaderPart {
  private final FeedParts parts;
  private final ProviderInstance provider;
  private final FeedStore store;
  private final EventSource events;
  private final Allowance allowance;
  private final LateEvents known;
  private final Newcomers newcomers;
  private final Runnable changed;
  private final Trail trail = new Trail();
  private final int limit;
  private long read = -1;
  private volatile @Nullable Duration lag;
  private volatile @Nullable Instant lastSuccess;

  /**
   * Polls.
   *
   * @param parts what the feed is made of
   * @param store where it stands
   * @param events the provider's log
   * @param allowance how late an event may be
   * @param known is told which events were read
   * @param changed is run when the mirror changed
   */
  Polls(
      FeedParts parts,
      FeedStore store,
      EventSource events,
      Allowance allowance,
      LateEvents known,
      Runnable changed) {
    this.parts = parts;
    this.provider = parts.provider().instance();
    this.store = store;
    this.events = events;
    this.allowance = allowance;
    this.known = known;
    this.newcomers = Newcomers.of(parts);
    this.changed = changed;
    this.limit = Math.max(1, Math.min(parts.settings().page(), events.largestPage()));
  }

  @Override
  public Duration step(Leadership led) {
    Feed feed = led.feed();
    if (feed.generation() == 0) {
      return begin(led);
    }
    if (isForgotten(led)) {
      return lost(led);
    }
    String at = trail.at(led);
    Optional<EventSource.Page> answer = events.after(at, limit);
    if (answer.isEmpty()) {
      return lost(led);
    }
    EventSource.Page page = answer.get();
    requireSense(at, page);
    List<ProviderEvent> unread = trail.unread(page);
    List<ProviderEvent> late =
        trail.knowsMore()
            ? unread.stream().filter(event -> isLate(event, feed)).toList()
            : List.of();
    if (!late.isEmpty() && !allowance.widen(led, late)) {
      return parts.settings().pollInterval();
    }
    newcomers.before(unread);
    Duration allowed = allowance.of(feed);
    boolean reaches = unread.stream().anyMatch(event -> event.what() instanceof ReachUnknown);
    // The cursor goes by it with the new run alone: a leader that falls in between meets it again.
    String kept = reaches ? feed.cursor() : trail.kept(led, page, allowed);
    boolean proves = page.last() && late.isEmpty() && !reaches;
    Optional<Applied> applied =
        store.apply(
            provider,
            led.fence(),
            new Batch(feed.cursor(), kept, unread, proves ? trail.start().minus(allowed) : null));
    if (applied.isEmpty()) {
      trail.broken();
      return parts.settings().pollInterval();
    }
    trail.applied(page, kept);
    Duration next = applied(led, page, applied.get());
    return reaches ? anew(led, page.next()) : next;
  }

  private Duration applied(Leadership led, EventSource.Page page, Applied applied) {
    known.read(led.fence(), page);
    read = led.fence();
    lag = page.last() ? Duration.ZERO : behind(led, page);
    lastSuccess = parts.clock().instant();
    if (!applied.events().isEmpty()) {
      changed.run();
    }
    return page.last() ? parts.settings().pollInterval() : Duration.ZERO;
  }

  private static Duration behind(Leadership led, EventSource.Page page) {
    ProviderEvent newest = page.events().get(page.events().size() - 1);
    Duration behind =
        Duration.ofSeconds(led.storeTime().getEpochSecond() - newest.happenedAt().getEpochSecond());
    return behind.isNegative() ? Duration.ZERO : behind;
  }

  /** The cursor is taken before the walk begins that the new run of events needs. */
  private Duration begin(Leadership led) {
    return begin(led, events.latest().orElse(null));
  }

  private Duration begin(Leadership led, @Nullable String cursor) {
    var unused = store.begin(provider, led.fence(), cursor, led.storeTime());
    return Duration.ZERO;
  }

  /** Nothing behind the cursor is lost, and what was before it is walked. */
  private Duration anew(Leadership led, @Nullable String cursor) {
    parts.tell().accept(new FeedEvent.CursorLost(provider));
    return begin(led, cursor);
  }

  private Duration lost(Leadership led) {
    parts.tell().accept(new FeedEvent.CursorLost(provider));
    return begin(led);
  }

  /** Whether the provider may have dropped events that nobody has read. */
  private boolean isForgotten(Leadership led) {
    Feed feed = led.feed();
    Instant reached = feed.provenAsOf();
    if (reached == null) {
      if (read == led.fence()) {
        return false;
      }
      reached = feed.base();
    }
    // A provider may keep its events for ever, which is more than can be taken from a time.
    return reached != null
        && Duration.between(reached, led.storeTime()).compareTo(events.retention()) > 0;
  }

  private static void requireSense(@Nullable String cursor, EventSource.Page page) {
    boolean moves = !Objects.equals(cursor, page.next());
    boolean makesSense =
        page.events().isEmpty() ? !moves && page.last() : moves && page.next() != null;
    if (!makesSense) {
      throw new ProviderException.Unavailable("a page of events does not lead on", null);
    }
  }

  /** What says nothing about access proves nothing either. */
  private static boolean isLate(ProviderEvent event, Feed feed) {
    Instant proven = feed.provenAsOf();
    return proven != null
        && !(event.what() instanceof ProviderEvent.Other)
        && event.happenedAt().isBefore(proven);
  }

  @Nullable Duration lag() {
    return lag;
  }

  @Nullable Instant lastSuccess() {
    return lastSuccess;
  }
}
