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

  private final Cache<MembershipKey, Synced> synced;

  SyncMemory(int size, Timeline timeline) {
    this.synced =
        Caffeine.newBuilder()
            .maximumSize(size)
            .ticker(timeline::ticks)
            .expireAfter(
                Expiry.<MembershipKey, Synced>writing(
                    (key, value) -> value.lasting() ? FOR_EVER : RoleSynchronizer.RECHECK))
            .build();
  }

  @Nullable Synced find(MembershipKey key) {
    return synced.getIfPresent(key);
  }

  void put(MembershipKey key, Synced value) {
    synced.put(key, value);
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

  /** A write failed, and may have been made: what is remembered no longer covers anything. */
  void doubt(MembershipKey key) {
    var unused = synced.asMap().computeIfPresent(key, (same, value) -> value.doubted());
  }
}
