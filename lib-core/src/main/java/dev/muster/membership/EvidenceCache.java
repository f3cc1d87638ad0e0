package dev.muster.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.name.MembershipKey;
import dev.muster.name.RoleSlug;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * This node's memory of evidence, bounded in entries. A "no" is kept apart from a "yes", so that a
 * flood of keys nobody is a member of evicts no member. Entries carry their own age; the caches
 * have no clock. A member's evidence that leaves, for whatever reason, is marked forgotten before
 * that can be seen here, for those who hold on to it.
 */
final class EvidenceCache {
  /** Hosts have few combinations of roles; a provider that invents more has them kept singly. */
  private static final int MAX_ROLE_LISTS = 1024;

  private final Cache<MembershipKey, Evidence> members;
  private final Cache<MembershipKey, Evidence> others;
  private final Map<List<RoleSlug>, List<RoleSlug>> roleLists = new ConcurrentHashMap<>();
  private final long negativeNanos;

  EvidenceCache(int maxMembers, Duration negativeBound) {
    // Housekeeping is done by who writes: no pool of ours or of the JVM's has a part in it.
    this.members =
        Caffeine.newBuilder()
            .maximumSize(maxMembers)
            .executor(Runnable::run)
            .<MembershipKey, Evidence>evictionListener((key, evicted, cause) -> forget(evicted))
            .build();
    this.others =
        Caffeine.newBuilder()
            .maximumSize(Math.max(1, maxMembers / 8))
            .executor(Runnable::run)
            .build();
    this.negativeNanos = negativeBound.toNanos();
  }

  @Nullable Evidence find(MembershipKey key, Freshness freshness, Moment now) {
    if (freshness.isLive()) {
      return null;
    }
    Evidence yes = members.getIfPresent(key);
    if (yes != null) {
      return freshness.reaches(yes.ageNanos(freshness, now)) ? yes : null;
    }
    Evidence no = others.getIfPresent(key);
    if (no == null) {
      return null;
    }
    long age = no.ageNanos(freshness, now);
    return freshness.reaches(age) && age <= negativeNanos ? no : null;
  }

  void put(Evidence evidence) {
    Evidence kept = evidence.remembered(shared(evidence.statedRoles()));
    if (evidence.isMember()) {
      others.invalidate(evidence.key());
      members
          .asMap()
          .compute(
              evidence.key(),
              (key, held) -> {
                forget(held);
                return kept;
              });
    } else {
      remove(evidence.key());
      others.put(evidence.key(), kept);
    }
  }

  void invalidate(MembershipKey key) {
    remove(key);
    others.invalidate(key);
  }

  /** Whose evidence of either kind is of this sort. */
  Set<MembershipKey> keys(Predicate<Evidence> sort) {
    return Stream.of(members, others)
        .flatMap(held -> held.asMap().values().stream())
        .filter(sort)
        .map(Evidence::key)
        .collect(Collectors.toSet());
  }

  /** The mark comes first: whoever sees the change finds it made. */
  private void remove(MembershipKey key) {
    members
        .asMap()
        .computeIfPresent(
            key,
            (same, held) -> {
              forget(held);
              return null;
            });
  }

  /**
   * Counts a use of a member's evidence by who holds on to it, so that it is not evicted as idle.
   */
  void keep(MembershipKey key) {
    var unused = members.getIfPresent(key);
  }

  /** How many entries of either kind there are. */
  long size() {
    members.cleanUp();
    others.cleanUp();
    return members.estimatedSize() + others.estimatedSize();
  }

  private List<RoleSlug> shared(List<RoleSlug> roles) {
    List<RoleSlug> known = roleLists.get(roles);
    if (known != null) {
      return known;
    }
    if (roleLists.size() < MAX_ROLE_LISTS) {
      roleLists.put(roles, roles);
    }
    return roles;
  }

  private static void forget(@Nullable Evidence evidence) {
    if (evidence != null) {
      evidence.forget();
    }
  }
}
