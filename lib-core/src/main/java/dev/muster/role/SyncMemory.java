package dev.muster.role;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.muster.membership.Evidence;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What this node synchronised last, so that the same word costs no statement twice. Bounded. A role
 * that follows from the provider's word alone is remembered for no longer than it is trusted; one
 * in which the host's record has a say, until there is no room. Safe for many threads.
 */
final class SyncMemory {
  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  /** Words that could not be carried out, of so many members at most; a failure is seldom. */
  private static final int MOST_OWED = 10_000;

  private final Cache<MembershipKey, Synced> synced;
  private final Cache<MembershipKey, Evidence.Before> owed;

  SyncMemory(int size, Timeline timeline) {
    this.synced =
        Caffeine.newBuilder()
            .maximumSize(size)
            .ticker(timeline::ticks)
            .expireAfter(
                Expiry.<MembershipKey, Synced>writing(
                    (key, value) -> value.lasting() ? FOR_EVER : RoleSynchronizer.RECHECK))
            .build();
    this.owed = Caffeine.newBuilder().maximumSize(MOST_OWED).build();
  }

  @Nullable Synced find(MembershipKey key) {
    return synced.getIfPresent(key);
  }

  /** Where a newer word of the same was confirmed meanwhile, nobody knows which one stands. */
  void put(MembershipKey key, Synced value) {
    if (value.followed()) {
      owed.invalidate(key);
    }
    var unused =
        synced
            .asMap()
            .compute(
                key,
                (same, held) ->
                    held != null && !value.asOf().isNotBefore(held.asOf())
                        ? held.doubted()
                        : value);
  }

  /** The same word again: what is older than this is late from now on. */
  void confirm(Evidence evidence) {
    var unused =
        synced
            .asMap()
            .computeIfPresent(
                evidence.key(),
                (same, value) -> value.isOlderThan(evidence) ? value.saidAgain(evidence) : value);
  }

  /** What was known before a word that was not carried out since, or else before this one. */
  Evidence.@Nullable Before owedBefore(Evidence evidence) {
    Evidence.Before before = owed.getIfPresent(evidence.key());
    return before == null ? evidence.before() : before;
  }

  /** A word was not carried out: the next one is about what was before it, too. */
  void failed(Evidence evidence) {
    doubt(evidence.key());
    Evidence.Before before = evidence.before();
    if (before != null) {
      var unused = owed.asMap().putIfAbsent(evidence.key(), before);
    }
  }

  /** A write failed, and may have been made: what is remembered no longer covers anything. */
  void doubt(MembershipKey key) {
    var unused = synced.asMap().computeIfPresent(key, (same, value) -> value.doubted());
  }
}
