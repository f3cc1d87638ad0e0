package dev.muster.scope;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.OrganizationResolver.Target;
import dev.muster.name.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which organization a text meant to a user who was a member of it: this node's memory, bounded in
 * entries. Only members are remembered, so that to anybody else a foreign organization costs what
 * an unknown one does. As old as the request's freshness lets evidence be, and never live.
 */
final class KnownTargets {
  private final Cache<Key, Entry> memory;

  KnownTargets(int size) {
    memory = Caffeine.newBuilder().maximumSize(size).build();
  }

  @Nullable Target find(UserId user, String text, Freshness freshness, Moment now) {
    if (freshness.isLive()) {
      return null;
    }
    Entry entry = memory.getIfPresent(new Key(user, text));
    return entry != null && freshness.reaches(entry.asOf, now) ? entry.target : null;
  }

  void remember(UserId user, String text, Target target, Moment asOf) {
    memory.put(new Key(user, text), new Entry(target, asOf));
  }

  void forget(UserId user, String text) {
    memory.invalidate(new Key(user, text));
  }

  private record Key(UserId user, String text) {}

  private record Entry(Target target, Moment asOf) {}
}
