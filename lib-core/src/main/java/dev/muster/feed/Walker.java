package dev.muster.feed;

import dev.muster.membership.MemberLookups;
import dev.muster.provider.DirectoryWalk;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Leadership;
import dev.muster.store.WalkStore;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks everything the provider knows, compares it with the mirror and the host's roles, and puts
 * right what differs. A step asks the provider at most once; what a step has done is remembered in
 * the store, so that another node goes on from there. Steps are for one thread, the rest for many.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A page that failed is read again, never passed over. Nobody is ended for not being on a list:
 * see {@link WalkMissed}. Where more than ten members and more than 5 % of the mirror's are gone,
 * none of them is ended before somebody has said that it is so. Only a walk that is complete makes
 * the feed's position count.
 */
final class Walker implements Walking {
  private static final Logger LOG = LoggerFactory.getLogger(Walker.class);

  private final WalkParts parts;
  private final WalkPace pace;
  private final WalkPages pages;
  private final WalkListing listing;
  private final WalkMissed missed;
  private final WalkMeter meter;
  private final List<Consumer<WalkProgress>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean requested = new AtomicBoolean();
  private volatile @Nullable WalkProgress progress;
  private volatile @Nullable Instant confirmed;
  private @Nullable Walk walk;
  private @Nullable Instant alarmed;
  private long fence = -1;
  private long walked = -1;

  Walker(WalkParts parts) {
    this.parts = parts;
    this.pace = new WalkPace(parts.timeline(), parts.callsPerSecond());
    this.pages = new WalkPages(parts);
    this.listing = new WalkListing(parts, pace, pages);
    this.missed = new WalkMissed(parts, pace, pages, listing);
    this.meter = new WalkMeter(parts.timeline(), this::told);
  }

  /**
   * The walk of a feed.
   *
   * @return null where there is none
   */
  static @Nullable Walker of(FeedParts from) {
    FeedStore feed = from.store();
    WalkStore walks = from.walks();
    DirectoryWalk walk = from.walk();
    if (feed == null || walks == null || walk == null) {
      return null;
    }
    FeedSettings settings = from.settings();
    return new Walker(
        new WalkParts(
            from.provider(),
            walk,
            walks,
            feed,
            from.directory(),
            from.roleStore(),
            from.roles(),
            key -> RoleFollower.word(from, key),
            new MemberLookups(from.provider(), from.memberships(), from.timeline(), from.heard()),
            from.timeline(),
            from.events() != null,
            settings.page(),
            settings.walkPagesPerSecond(),
            settings.walkEvery(),
            settings.pollInterval(),
            from.heard(),
            from.tell()));
  }

  @Override
  public void request() {
    requested.set(true);
  }

  /**
   * {@inheritDoc} Counts for the walk that is suspected now and for no later one; this node must
   * lead, or come to lead that walk.
   */
  @Override
  public void confirmMassRemoval() {
    parts
        .walks()
        .find(parts.instance())
        .filter(found -> found.phase() == Phase.SUSPECTED)
        .ifPresent(found -> confirmed = found.startedAt());
  }

  @Override
  public @Nullable WalkProgress progress() {
    return progress;
  }

  @Override
  public void onProgress(Consumer<WalkProgress> listener) {
    listeners.add(listener);
  }

  @Override
  public Duration step(Leadership leadership) {
    Duration left = pace.left();
    if (!left.isZero()) {
      return left;
    }
    try {
      return goesOn(leadership) ? pace.left() : parts.idle();
    } catch (RuntimeException thrown) {
      // Whether the last write stands is not known: the store is asked.
      if (listing.hasLostPlace()) {
        request();
      }
      forget();
      throw thrown;
    }
  }

  private boolean goesOn(Leadership leadership) {
    if (leadership.fence() != fence) {
      forget();
      fence = leadership.fence();
    }
    if (parts.byEvents() && leadership.feed().generation() == 0) {
      return false;
    }
    Walk at = walk == null ? parts.walks().find(parts.instance()).orElse(null) : walk;
    if (at == null || isDue(at, leadership)) {
      return took(begun(leadership));
    }
    walk = at;
    if (pages.isUnfinished()) {
      return took(pages.next(fence, at));
    }
    return switch (at.phase()) {
      case LISTING -> took(listing.step(fence, at));
      case LOOKING_UP, ENDING, CONFIRMED -> turned(at, missed.step(fence, at));
      case SUSPECTED -> isConfirmed(at);
      case COMPLETE -> false;
    };
  }

  private boolean isDue(Walk at, Leadership leadership) {
    long generation = leadership.feed().generation();
    if (requested.get() || at.generation() != generation) {
      return true;
    }
    boolean rests = at.phase() == Phase.COMPLETE || at.phase() == Phase.SUSPECTED;
    boolean old = !leadership.storeTime().isBefore(at.startedAt().plus(parts.every()));
    boolean lost =
        at.phase() == Phase.COMPLETE && !leadership.feed().walked() && walked != generation;
    return (rests && old) || lost;
  }

  private @Nullable Walk begun(Leadership leadership) {
    forget();
    listing.begins();
    boolean asked = requested.getAndSet(false);
    Walk begun =
        WalkMoves.begun(
            leadership.feed().generation(),
            leadership.storeTime(),
            parts.walks().count(parts.instance()));
    boolean saved = parts.walks().save(parts.instance(), fence, begun);
    if (!saved && asked) {
      request();
    }
    return saved ? begun : null;
  }

  /** Another phase is saved here, and what it means is done before. */
  private boolean turned(Walk at, @Nullable Walk to) {
    if (to == null || to.phase() == at.phase()) {
      return took(to);
    }
    missed.forget();
    boolean complete = to.phase() == Phase.COMPLETE;
    boolean leads =
        (!complete
                || parts
                    .feed()
                    .walked(
                        parts.instance(), fence, at.generation(), at.startedAt(), parts.byEvents()))
            && parts.walks().save(parts.instance(), fence, to);
    if (leads && complete) {
      walked = at.generation();
      parts
          .tell()
          .accept(new FeedEvent.Walked(parts.instance(), to.seen(), to.changed(), to.ended()));
    }
    boolean goesOn = took(leads ? to : null);
    if (to.phase() == Phase.SUSPECTED) {
      // As the store holds it, so that it is known again when somebody confirms it.
      walk = null;
    }
    return goesOn;
  }

  private boolean isConfirmed(Walk at) {
    if (at.startedAt().equals(confirmed)) {
      confirmed = null;
      return turned(at, WalkMoves.phase(at, Phase.CONFIRMED));
    }
    if (!at.startedAt().equals(alarmed)) {
      alarmed = at.startedAt();
      LOG.warn("a walk finds {} of {} members gone, and ends none", at.ended(), at.expected());
      parts
          .tell()
          .accept(new FeedEvent.MassRemovalSuspected(parts.instance(), at.ended(), at.expected()));
    }
    return false;
  }

  private boolean took(@Nullable Walk to) {
    if (to == null) {
      forget();
      return false;
    }
    walk = to;
    meter.at(to);
    return true;
  }

  private void forget() {
    walk = null;
    pages.forget();
    listing.forget();
    missed.forget();
  }

  private void told(WalkProgress now) {
    progress = now;
    for (Consumer<WalkProgress> listener : listeners) {
      try {
        listener.accept(now);
      } catch (RuntimeException thrown) {
        LOG.warn("a listener of a walk's progress threw {}", thrown.getClass().getName());
      }
    }
  }
}
