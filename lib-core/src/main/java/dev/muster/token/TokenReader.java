package dev.muster.token;

import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.role.RoleMap;
import dev.muster.session.TokenSessions.Reading;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore.Found;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.OrganizationTokenStore.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens and tells whether they may be used. Safe for many threads; blocks on the store. A
 * reading that was overtaken by a revocation on this node is made again.
 */
final class TokenReader {
  private static final int ATTEMPTS = 3;

  private final ProviderInstance provider;
  private final OrganizationTokenStore store;
  private final RoleMap roles;
  private final Timeline timeline;
  private final Generations generations;
  private final Predicate<Grant> isRefusedHere;

  TokenReader(
      ProviderInstance provider,
      OrganizationTokenStore store,
      RoleMap roles,
      Timeline timeline,
      Generations generations,
      Predicate<Grant> isRefusedHere) {
    this.provider = provider;
    this.store = store;
    this.roles = roles;
    this.timeline = timeline;
    this.generations = generations;
    this.isRefusedHere = isRefusedHere;
  }

  /** A reading of a token that may be used; or that it may not, and where it could be once. */
  record Read(@Nullable Reading reading, @Nullable OrganizationId organization) {}

  /** Null where revocations on this node overtook each attempt. */
  @Nullable Read read(Hash hash) {
    MembershipKey seen = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // Once the holder is known, revocations of others don't matter.
      long before = seen == null ? generations.all() : generations.of(Generations.stripes(seen));
      Moment asOf = timeline.now();
      Optional<Found> found = store.find(hash);
      if (found.isEmpty()) {
        return new Read(null, null);
      }
      Token token = found.get().token();
      Grant grant = token.grant();
      MembershipKey key = grant.key();
      if (!key.provider().equals(provider)) {
        return new Read(null, null);
      }
      int stripes = Generations.stripes(key);
      long generation = generations.of(stripes);
      boolean overtaken =
          seen == null ? generations.all() != before : generation != before || !key.equals(seen);
      if (overtaken) {
        seen = key;
        continue;
      }
      // Both times are the store's, and ours was read before: a life is never overstated.
      long life = nanos(Duration.between(found.get().storeTime(), token.expiresAt()));
      if (token.state() != State.LIVE || life <= 0 || isRefusedHere.test(grant)) {
        return new Read(null, key.organization());
      }
      return new Read(
          new Reading(
              token.id(),
              hash,
              shared(grant),
              asOf.wallNanos(),
              asOf.nanos(),
              life,
              generation,
              stripes,
              true),
          key.organization());
    }
    return null;
  }

  /**
   * With the map's own set of permissions where it is the same, so that it is known by identity.
   */
  private Grant shared(Grant grant) {
    Set<Permission> own = grant.role() == null ? Set.of() : roles.permissions(grant.role());
    return own.equals(grant.permissions())
        ? new Grant(
            grant.key(), grant.membership(), grant.role(), own, grant.session(), grant.label())
        : grant;
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE : duration.toNanos();
  }
}
