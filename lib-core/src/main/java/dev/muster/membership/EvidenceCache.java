package dev.muster.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.name.MembershipKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * This node's memory of evidence, bounded in entries. A "no" is kept apart from a "yes", so that a
 * flood of keys nobody is a member of evicts no member. Entries carry their own age; the caches
 * have no clock.
 */
final class EvidenceCache {
  private final Cache<MembershipKey, Evidence> members;
  private final Cache<MembershipKey, Evidence> others;
  private final Duration negativeBound;

  EvidenceCache(int maxMembers, Duration negativeBound) {
    this.members = Caffeine.newBuilder().maximumSize(maxMembers).build();
    this.others = Caffeine.newBuilder().maximumSize(Math.max(1, maxMembers / 8)).build();
    this.negativeBound = negativeBound;
  }

  @Nullable Evidence find(MembershipKey key, Freshness freshness, Moment now) {
    if (freshness.isLive()) {
      return null;
    }
    Evidence yes = members.getIfPresent(key);
    if (yes != null) {
      return isWithin(yes, freshness.bound(), now) ? yes : null;
    }
    Evidence no = others.getIfPresent(key);
    boolean fresh =
        no != null && isWithin(no, freshness.bound(), now) && isWithin(no, negativeBound, now);
    return fresh ? no : null;
  }

  void put(Evidence evidence) {
    Evidence cached = evidence.from(Source.CACHE);
    if (evidence.isMember()) {
      others.invalidate(evidence.key());
      members.put(evidence.key(), cached);
    } else {
      members.invalidate(evidence.key());
      others.put(evidence.key(), cached);
    }
  }

  void invalidate(MembershipKey key) {
    members.invalidate(key);
    others.invalidate(key);
  }

  private static boolean isWithin(Evidence evidence, Duration bound, Moment now) {
    return Timeline.age(evidence.asOf(), now).compareTo(bound) <= 0;
  }
}
