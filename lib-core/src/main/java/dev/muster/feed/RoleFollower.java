package dev.muster.feed;

import dev.muster.membership.Evidence;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Leadership;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Notice;
import dev.muster.store.StoreException;
import dev.muster.store.WalkStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the host's roles follow the mirror, by the change log: whoever changed the mirror, and
 * however. At least once: what failed is done again, until it worked.
 *
 * <p>It reads what the mirror says now, never what an event said then, so that doing it twice, or
 * late, writes nothing that is older than what is there.
 */
final class RoleFollower implements LeaderPart {
  private static final int MOST = 200;

  private final FeedParts parts;
  private final FeedStore store;
  private final @Nullable WalkStore walks;
  private final Walking walking;
  private final ProviderInstance provider;
  private @Nullable Instant gapSeen;
  private long gapEnd;

  RoleFollower(FeedParts parts, FeedStore store, Walking walking) {
    this.parts = parts;
    this.store = store;
    this.walks = parts.walks();
    this.walking = walking;
    this.provider = parts.provider().instance();
  }

  @Override
  public boolean asksProvider() {
    return false;
  }

  @Override
  public Duration step(Leadership led) {
    long from = led.feed().rolesFollowed();
    ChangeLog.Slice slice = parts.log().read(provider, from, MOST);
    if (from == ChangeLog.NOTHING || slice.gap()) {
      return leftOut(led, slice);
    }
    gapSeen = null;
    Set<MembershipKey> keys = new LinkedHashSet<>();
    for (ChangeLog.Entry entry : slice.entries()) {
      if (entry.notice() instanceof Notice.OfMembership of) {
        keys.add(of.key());
      }
    }
    StoreException failed = null;
    for (MembershipKey key : keys) {
      try {
        parts.roles().follow(key, () -> word(parts, key));
      } catch (StoreException one) {
        // The others need not wait for this one.
        failed = one;
      }
    }
    if (failed != null) {
      throw failed;
    }
    if (slice.last() != from) {
      var unused = store.followed(provider, led.fence(), slice.last());
    }
    return slice.complete() ? parts.settings().pollInterval() : Duration.ZERO;
  }

  /**
   * A removal of our own that is in progress is no word yet: its end will be another entry. What
   * proves no time, as a webhook's word, is the newest one all the same where the provider tells
   * when it was updated.
   */
  static @Nullable Evidence word(FeedParts parts, MembershipKey key) {
    MirrorEntry entry = parts.memberships().find(key).entry();
    if (entry instanceof MirrorEntry.Present present
        && present.asOf().equals(Instant.EPOCH)
        && present.membership().updatedAt() != null) {
      return Newcomers.of(parts).lookups().listed(present.membership(), parts.timeline().now());
    }
    return entry instanceof MirrorEntry.Ending ? null : parts.evidence().mirrored(key);
  }

  /** A walk compares all roles, and so makes good what was left out: once it has begun since. */
  private Duration leftOut(Leadership led, ChangeLog.Slice slice) {
    Instant seen = gapSeen;
    if (seen == null) {
      gapSeen = led.storeTime();
      gapEnd = slice.last();
      walking.request();
      return Duration.ZERO;
    }
    boolean begun =
        walks == null
            || walks.find(provider).filter(walk -> !walk.startedAt().isBefore(seen)).isPresent();
    if (begun) {
      gapSeen = null;
      var unused = store.followed(provider, led.fence(), gapEnd);
    }
    return begun ? Duration.ZERO : parts.settings().pollInterval();
  }
}
