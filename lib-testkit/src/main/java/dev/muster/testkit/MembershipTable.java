package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The memberships, at most one for each user in each organization, in the order in which they were
 * made. Not safe for threads: its owner locks.
 */
final class MembershipTable {
  private final Map<Pair, Long> places = new HashMap<>();
  private final Map<UserId, NavigableMap<Long, Membership>> byUser = new HashMap<>();
  private final Map<OrganizationId, NavigableMap<Long, Membership>> byOrganization =
      new HashMap<>();
  private long lastPlace;

  Optional<Membership> find(OrganizationId organization, UserId user) {
    Long place = places.get(new Pair(organization, user));
    return place == null ? Optional.empty() : Optional.ofNullable(rows(byUser, user).get(place));
  }

  /** Stores a membership, in the place of the one that was there for its pair. */
  void put(Membership membership) {
    Pair pair = new Pair(membership.organization(), membership.user());
    long place = places.computeIfAbsent(pair, p -> ++lastPlace);
    byUser.computeIfAbsent(membership.user(), u -> new TreeMap<>()).put(place, membership);
    byOrganization
        .computeIfAbsent(membership.organization(), o -> new TreeMap<>())
        .put(place, membership);
  }

  boolean remove(OrganizationId organization, UserId user) {
    Long place = places.remove(new Pair(organization, user));
    if (place == null) {
      return false;
    }
    rows(byUser, user).remove(place);
    rows(byOrganization, organization).remove(place);
    return true;
  }

  List<Membership> of(UserId user) {
    return List.copyOf(rows(byUser, user).values());
  }

  List<Membership> of(OrganizationId organization) {
    return List.copyOf(rows(byOrganization, organization).values());
  }

  MembershipPage page(UserId user, @Nullable String after, int limit) {
    return page(rows(byUser, user), after, limit);
  }

  MembershipPage page(OrganizationId organization, @Nullable String after, int limit) {
    return page(rows(byOrganization, organization), after, limit);
  }

  static boolean isCursor(String text) {
    return text.length() <= 18
        && !text.isEmpty()
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /* The cursor is a place, not an offset: rows that go or come between two pages move no other row. */
  private static MembershipPage page(
      NavigableMap<Long, Membership> rows, @Nullable String after, int limit) {
    List<Membership> page = new ArrayList<>();
    long place = after == null ? 0 : Long.parseLong(after);
    for (Map.Entry<Long, Membership> row : rows.tailMap(place, false).entrySet()) {
      if (page.size() == limit) {
        return new MembershipPage(page, Long.toString(place));
      }
      page.add(row.getValue());
      place = row.getKey();
    }
    return new MembershipPage(page, null);
  }

  private static <K> NavigableMap<Long, Membership> rows(
      Map<K, NavigableMap<Long, Membership>> index, K key) {
    NavigableMap<Long, Membership> rows = index.get(key);
    return rows == null ? new TreeMap<>() : rows;
  }

  private record Pair(OrganizationId organization, UserId user) {}
}
