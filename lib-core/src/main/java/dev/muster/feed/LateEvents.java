package dev.muster.feed;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.EventSource;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.ReachUnknown;
import dev.muster.provider.ProviderException;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Applied;
import dev.muster.store.FeedStore.Batch;
import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stretch of the provider's log again, now and then, to find events that were put in before
 * others that had been read: such a one was late, and is applied now. One page a step.
 *
 * <p>What this leader has read it knows by its ids, as many as there is room for. The first stretch
 * of a leadership teaches it those, and so does one that begins before what it remembers: there
 * nobody can tell what was late, and all of it is applied once more.
 */
final class LateEvents implements LeaderPart {
  static final int MOST_KNOWN = 20_000;

  private final FeedParts parts;
  private final ProviderInstance provider;
  private final FeedStore store;
  private final EventSource events;
  private final Allowance allowance;
  private final Runnable changed;
  private final int limit;
  private final Map<String, Instant> known = new LinkedHashMap<>();
  private long fence = -1;
  private @Nullable Instant newest;

  /** From when on, by the provider's clock, every event in the log is known. */
  private @Nullable Instant knownFrom;

  private @Nullable Stretch stretch;

  /**
   * No event is known yet.
   *
   * @param parts what the feed is made of
   * @param store where it stands
   * @param events the provider's log
   * @param allowance how late an event may be
   * @param changed is run when the mirror changed
   */
  LateEvents(
      FeedParts parts, FeedStore store, EventSource events, Allowance allowance, Runnable changed) {
    this.parts = parts;
    this.provider = parts.provider().instance();
    this.store = store;
    this.events = events;
    this.allowance = allowance;
    this.changed = changed;
    this.limit = Math.max(1, Math.min(parts.settings().page(), events.largestPage()));
  }

  /** A page was read by the cursor, and applied. */
  void read(long fence, EventSource.Page page) {
    begins(fence);
    page.events().forEach(this::know);
  }

  private void begins(long fence) {
    if (fence != this.fence) {
      // Meanwhile another node may have read what this one does not know.
      this.fence = fence;
      known.clear();
      knownFrom = null;
      stretch = null;
    }
  }

  private void know(ProviderEvent event) {
    known.put(event.id(), event.happenedAt());
    if (newest == null || event.happenedAt().isAfter(newest)) {
      newest = event.happenedAt();
    }
    if (known.size() > MOST_KNOWN) {
      Map.Entry<String, Instant> oldest = known.entrySet().iterator().next();
      Instant forgotten = oldest.getValue().plusNanos(1);
      known.remove(oldest.getKey());
      if (knownFrom != null && knownFrom.isBefore(forgotten)) {
        knownFrom = forgotten;
      }
    }
  }

  @Override
  public Duration step(Leadership led) {
    begins(led.fence());
    Stretch now = stretch;
    stretch = null;
    Stretch goesOn = now == null ? begun(led) : now.read(events.after(now.cursor, limit));
    if (!goesOn.isOver) {
      stretch = goesOn;
      return Duration.ZERO;
    }
    return over(led, goesOn);
  }

  private Stretch begun(Leadership led) {
    Instant to = newest == null || led.storeTime().isBefore(newest) ? led.storeTime() : newest;
    Instant from = to.minus(parts.settings().overlapWindow());
    return new Stretch(from).read(Optional.of(events.since(from, limit)));
  }

  private Duration over(Leadership led, Stretch read) {
    boolean judges = knownFrom != null && !read.from.isBefore(knownFrom);
    if (!judges) {
      if (isOfThisRun(led, read) && !isToldAgain(led, read.all)) {
        return parts.settings().pollInterval();
      }
      read.all.forEach(this::know);
      knownFrom = read.from;
      return interval();
    }
    List<ProviderEvent> late = read.late();
    if (!late.isEmpty() && !isApplied(led, late)) {
      return parts.settings().pollInterval();
    }
    late.forEach(this::know);
    known.values().removeIf(happened -> happened.isBefore(read.from));
    knownFrom = read.from;
    return interval();
  }

  /** Of what was before the run began later words may be lost: that is for its walk to state. */
  private static boolean isOfThisRun(Leadership led, Stretch read) {
    Instant base = led.feed().base();
    return base != null && base.isBefore(read.from);
  }

  /**
   * What the leader before may have missed is applied, whether it was late or not: what is put in
   * order by the provider's time changes nothing the second time.
   */
  private boolean isToldAgain(Leadership led, List<ProviderEvent> all) {
    List<ProviderEvent> again =
        all.stream()
            .filter(event -> !(event.what() instanceof ProviderEvent.Other) && isInOrder(event))
            .toList();
    return again.isEmpty() || isWritten(led, again);
  }

  private Duration interval() {
    return parts.settings().pollInterval().multipliedBy(parts.settings().overlapEvery());
  }

  private boolean isApplied(Leadership led, List<ProviderEvent> late) {
    if (!allowance.widen(led, late) || !isWritten(led, late)) {
      return false;
    }
    // Where nobody can tell which word is the newer one, or of whom it is, all is stated again.
    return late.stream().allMatch(LateEvents::isInOrder)
        || store.begin(provider, led.fence(), led.feed().cursor(), led.storeTime());
  }

  private boolean isWritten(Leadership led, List<ProviderEvent> some) {
    Newcomers.of(parts).before(some);
    @Nullable String cursor = led.feed().cursor();
    Optional<Applied> applied =
        store.apply(provider, led.fence(), new Batch(cursor, cursor, some, null));
    if (applied.isEmpty()) {
      return false;
    }
    if (!applied.get().events().isEmpty()) {
      changed.run();
    }
    return true;
  }

  private static boolean isInOrder(ProviderEvent event) {
    Membership of =
        event.what() instanceof MembershipStated stated
            ? stated.membership()
            : event.what() instanceof MembershipEnded ended ? ended.membership() : null;
    return of == null ? !(event.what() instanceof ReachUnknown) : of.updatedAt() != null;
  }

  /** What was read of a stretch so far. */
  private final class Stretch {
    final Instant from;
    final List<ProviderEvent> all = new ArrayList<>();
    @Nullable String cursor;
    boolean isOver;

    Stretch(Instant from) {
      this.from = from;
    }

    Stretch read(Optional<EventSource.Page> answer) {
      EventSource.Page page =
          answer.orElseThrow(
              () -> new ProviderException.Unavailable("a stretch of events was cut off", null));
      boolean leadsOn = page.next() != null && !Objects.equals(cursor, page.next());
      if (!page.last() && (page.events().isEmpty() || !leadsOn)) {
        throw new ProviderException.Unavailable("a page of events does not lead on", null);
      }
      all.addAll(page.events());
      cursor = page.next();
      isOver = page.last() || all.size() >= MOST_KNOWN;
      return this;
    }

    /** Those before the last one that is known: what comes after that may be new. */
    List<ProviderEvent> late() {
      List<ProviderEvent> late = new ArrayList<>();
      List<ProviderEvent> unknown = new ArrayList<>();
      for (ProviderEvent event : all) {
        if (known.containsKey(event.id())) {
          late.addAll(unknown);
          unknown.clear();
        } else if (!(event.what() instanceof ProviderEvent.Other)) {
          unknown.add(event);
        }
      }
      return late;
    }
  }
}
