package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Organization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The organizations, in the order in which they were made. Not safe for threads: its owner locks.
 */
final class OrganizationTable {
  private static final String ENVIRONMENT = "environment";

  private final Map<OrganizationId, Long> places = new HashMap<>();
  private final Rows<String, Organization> rows;
  private long lastPlace;

  OrganizationTable(ProviderProfile profile) {
    rows = new Rows<>(profile);
  }

  Optional<Organization> find(OrganizationId id) {
    Long place = places.get(id);
    return place == null ? Optional.empty() : Optional.ofNullable(rows.get(ENVIRONMENT, place));
  }

  /** Stores an organization, in the place of the one with its id. */
  void put(Organization organization) {
    long place = places.computeIfAbsent(organization.id(), id -> ++lastPlace);
    rows.put(ENVIRONMENT, place, organization);
  }

  /** Takes an organization out; empty if there was none. */
  Optional<Organization> remove(OrganizationId id) {
    Optional<Organization> gone = find(id);
    Long place = places.remove(id);
    if (place != null) {
      rows.remove(ENVIRONMENT, place);
    }
    return gone;
  }

  List<Organization> all() {
    return rows.all(ENVIRONMENT);
  }

  Page<Organization> page(@Nullable String after, int limit) {
    return rows.page(ENVIRONMENT, after, limit);
  }
}
