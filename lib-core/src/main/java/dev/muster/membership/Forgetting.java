package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Forgets what this node's memory holds, and what its look-ups under way will find. Safe for many
 * threads; never blocks.
 */
final class Forgetting {
  private final SingleFlight flights;
  private final EvidenceCache cache;

  Forgetting(SingleFlight flights, EvidenceCache cache) {
    this.flights = flights;
    this.cache = cache;
  }

  void one(MembershipKey key) {
    flights.invalidate(key, () -> cache.invalidate(key));
  }

  void membersOf(OrganizationId organization) {
    each(
        key -> key.organization().equals(organization),
        held -> held.key().organization().equals(organization));
  }

  /** Of a look-up under way nobody knows the role. */
  void holdersOf(RoleSlug role, @Nullable OrganizationId organization) {
    Predicate<MembershipKey> there =
        key -> organization == null || key.organization().equals(organization);
    each(there, held -> there.test(held.key()) && held.statedRoles().contains(role));
  }

  void everybody() {
    each(key -> true, held -> true);
  }

  private void each(Predicate<MembershipKey> underWay, Predicate<Evidence> held) {
    // Look-ups first: what one left in memory before it could be superseded is found there then.
    Stream.<Supplier<Set<MembershipKey>>>of(() -> flights.keys(underWay), () -> cache.keys(held))
        .flatMap(keys -> keys.get().stream())
        .forEach(this::one);
  }
}
