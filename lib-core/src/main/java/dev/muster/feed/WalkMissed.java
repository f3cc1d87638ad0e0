package dev.muster.feed;

import dev.muster.membership.MemberLookups.Found;
import dev.muster.membership.MembershipEvent;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up, one by one, whom the lists missed. The first time it counts who is gone; where they are
 * not too many, it looks again and ends them. For one thread; remembers one page.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A membership ends only after a look-up of its own, and only if the provider knows the
 * organization, or has lost it and is known to be the right provider. The mirror's epoch decides
 * whether the look-up still counts.
 */
final class WalkMissed {
  private static final Logger LOG = LoggerFactory.getLogger(WalkMissed.class);

  private final WalkParts parts;
  private final WalkPace pace;
  private final WalkPages pages;
  private final WalkListing listing;
  private final Deque<Membership> queue = new ArrayDeque<>();
  private @Nullable Found asked;
  private @Nullable OrganizationId organization;
  private boolean organizationKnown;
  private boolean looked;
  private @Nullable String place;

  WalkMissed(WalkParts parts, WalkPace pace, WalkPages pages, WalkListing listing) {
    this.parts = parts;
    this.pace = pace;
    this.pages = pages;
    this.listing = listing;
  }

  void forget() {
    queue.clear();
    asked = null;
    organization = null;
    looked = false;
    place = null;
  }

  /** One look-up or statement; answers where the walk is then, or null if it has lost. */
  @Nullable Walk step(long fence, Walk at) {
    Membership next = queue.peek();
    if (next == null) {
      List<Membership> some =
          parts.walks().missed(parts.instance(), at.startedAt(), at.missed(), parts.page());
      queue.addAll(some);
      return some.isEmpty() ? WalkMoves.phase(at, following(at)) : at;
    }
    MembershipKey key = new MembershipKey(parts.instance(), next.organization(), next.user());
    Found found = asked;
    if (found == null) {
      pace.call();
      try {
        found = parts.lookups().ask(key);
      } catch (ProviderException.Rejected rejected) {
        LOG.warn("a walk leaves {} as it is: {}", key, rejected.getMessage());
        return passed(fence, WalkMoves.lookedUp(at, key, false));
      }
      Membership stated = found.stated();
      if (stated != null) {
        queue.remove();
        Walk to = WalkMoves.lookedUp(at, key, false);
        return pages.write(fence, at, to, List.of(stated), found.read().storeTime(), found.asOf());
      }
    }
    if (!found.isGone()) {
      return passed(fence, WalkMoves.lookedUp(at, key, false));
    }
    if (!key.organization().equals(organization)) {
      return organizationLookedUp(at, found);
    }
    if (!organizationKnown && !listing.isRightProvider()) {
      return looked ? suspected(at) : providerLookedAt(at);
    }
    return gone(fence, at, found);
  }

  private Walk organizationLookedUp(Walk at, Found found) {
    if (asked == null) {
      asked = found;
      return at;
    }
    pace.call();
    OrganizationId id = found.key().organization();
    organizationKnown = parts.provider().findOrganization(id).isPresent();
    organization = id;
    if (!organizationKnown) {
      parts.heard().accept(new MembershipEvent.OrganizationUnknown(parts.instance(), id));
    }
    return at;
  }

  /* May take long, so the member is asked for again after it. */
  private Walk providerLookedAt(Walk at) {
    asked = null;
    place = listing.look(place);
    looked = place == null;
    return at;
  }

  private @Nullable Walk gone(long fence, Walk at, Found found) {
    Walk counted = WalkMoves.lookedUp(at, found.key(), true);
    boolean tooMany = counted.ended() * 100 > Math.max(10 * 100, counted.expected() * 5);
    if (at.phase() != Phase.CONFIRMED && tooMany) {
      return suspected(at);
    }
    if (at.phase() == Phase.LOOKING_UP) {
      return passed(fence, counted);
    }
    if (!parts.lookups().end(found)) {
      return passed(fence, WalkMoves.lookedUp(at, found.key(), false));
    }
    parts.tell().accept(new FeedEvent.Repaired(found.key(), true));
    Walk saved = passed(fence, WalkMoves.changed(counted, 1));
    // Where this fails, the change log still leads the host's record to it.
    parts.roles().follow(found.key(), () -> parts.word().apply(found.key()));
    return saved;
  }

  private @Nullable Walk passed(long fence, Walk to) {
    asked = null;
    queue.remove();
    return parts.walks().save(parts.instance(), fence, to) ? to : null;
  }

  private static Walk suspected(Walk at) {
    return WalkMoves.phase(WalkMoves.counted(at), Phase.SUSPECTED);
  }

  private static Phase following(Walk at) {
    return at.phase() == Phase.LOOKING_UP && at.ended() > 0 ? Phase.ENDING : Phase.COMPLETE;
  }
}
