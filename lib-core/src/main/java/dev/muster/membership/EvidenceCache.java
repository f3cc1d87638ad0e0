package dev.muster.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.name.MembershipKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * This node's memory of evidence, bounded in entries. A "no" is kept apart from a "yes", so that a
 * flood of keys nobody is a member of evicts no member. Entries carry their own age; the caches
 * have no clock.
 */
final class EvidenceCache {
  private final Cache<MembershipKey, Entry> members;
  private final Cache<MembershipKey, Entry> others;
  private final long negativeNanos;

  EvidenceCache(int maxMembers, Duration negativeBound) {
    this.members = Caffeine.newBuilder().maximumSize(maxMembers).build();
    this.others = Caffeine.newBuilder().maximumSize(Math.max(1, maxMembers / 8)).build();
    this.negativeNanos = negativeBound.toNanos();
  }

  @Nullable Entry find(MembershipKey key, Freshness freshness, Moment now) {
    if (freshness.isLive()) {
      return null;
    }
    Entry yes = members.getIfPresent(key);
    if (yes != null) {
      return freshness.reaches(yes.evidence.asOf(), now) ? yes : null;
    }
    Entry no = others.getIfPresent(key);
    boolean fresh =
        no != null
            && freshness.reaches(no.evidence.asOf(), now)
            && Timeline.ageNanos(no.evidence.asOf(), now) <= negativeNanos;
    return fresh ? no : null;
  }

  void put(Evidence evidence) {
    Entry cached = new Entry(evidence.from(Source.CACHE));
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

  /** What is remembered of one key. */
  static final class Entry {
    /** The part of its bound after which evidence is read again before it is too old. */
    private static final int AHEAD_AFTER_QUARTERS = 3;

    final Evidence evidence;
    private final AtomicBoolean readAhead = new AtomicBoolean();

    Entry(Evidence evidence) {
      this.evidence = evidence;
    }

    /**
     * Whether a member's evidence nears its bound and nobody has begun to read it again. True once:
     * a provider that fails is asked again at the bound, not by each request before it.
     */
    boolean takesReadAhead(Freshness freshness, Moment now) {
      return evidence.isMember()
          && !readAhead.get()
          && freshness.isPastQuarters(AHEAD_AFTER_QUARTERS, evidence.asOf(), now)
          && readAhead.compareAndSet(false, true);
    }
  }
}
