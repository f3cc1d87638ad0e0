package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The memberships, at most one for each user in each organization, in the order in which they were
 * made. Not safe for threads: its owner locks.
 */
final class MembershipTable {
  private final Map<Pair, Long> places = new HashMap<>();
  private final Rows<UserId, Membership> byUser;
  private final Rows<OrganizationId, Membership> byOrganization;
  private long lastPlace;

  MembershipTable(ProviderProfile profile) {
    byUser = new Rows<>(profile);
    byOrganization = new Rows<>(profile);
  }

  Optional<Membership> find(OrganizationId organization, UserId user) {
    Long place = places.get(new Pair(organization, user));
    return place == null ? Optional.empty() : Optional.ofNullable(byUser.get(user, place));
  }

  /** Stores a membership, in the place of the one that was there for its pair. */
  void put(Membership membership) {
    Pair pair = new Pair(membership.organization(), membership.user());
    long place = places.computeIfAbsent(pair, p -> ++lastPlace);
    byUser.put(membership.user(), place, membership);
    byOrganization.put(membership.organization(), place, membership);
  }

  void remove(OrganizationId organization, UserId user) {
    Long place = places.remove(new Pair(organization, user));
    if (place != null) {
      byUser.remove(user, place);
      byOrganization.remove(organization, place);
    }
  }

  List<Membership> of(UserId user) {
    return byUser.all(user);
  }

  List<Membership> of(OrganizationId organization) {
    return byOrganization.all(organization);
  }

  Page<Membership> page(UserId user, @Nullable String after, int limit) {
    return byUser.page(user, after, limit);
  }

  Page<Membership> page(OrganizationId organization, @Nullable String after, int limit) {
    return byOrganization.page(organization, after, limit);
  }

  private record Pair(OrganizationId organization, UserId user) {}
}
