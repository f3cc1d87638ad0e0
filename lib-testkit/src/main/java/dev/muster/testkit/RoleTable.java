package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.testkit.FakeEvent.OfRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The roles that the environment defines. Safe for many threads. */
final class RoleTable {
  private static final String ENVIRONMENT = "environment";

  private final EventLog log;
  private final Rows<String, RoleSlug> rows;
  private final Map<RoleSlug, Long> places = new HashMap<>();
  private long last;

  RoleTable(ProviderProfile profile, EventLog log) {
    this.log = log;
    rows = new Rows<>(profile);
  }

  synchronized void define(RoleSlug role) {
    if (places.putIfAbsent(Objects.requireNonNull(role, "role"), last + 1) != null) {
      throw new IllegalStateException("role `" + role + "` is defined already");
    }
    last++;
    rows.put(ENVIRONMENT, last, role);
    log.add(FakeEvent.Type.ROLE_CREATED, new OfRole(role, null));
  }

  synchronized void delete(RoleSlug role) {
    Long place = places.remove(Objects.requireNonNull(role, "role"));
    if (place == null) {
      throw new IllegalArgumentException("there is no role `" + role + "`");
    }
    rows.remove(ENVIRONMENT, place);
    log.add(FakeEvent.Type.ROLE_DELETED, new OfRole(role, null));
  }

  /** Tells that a role, defined or not, permits something else now. */
  void changePermissions(RoleSlug role, @Nullable OrganizationId organization) {
    Objects.requireNonNull(role, "role");
    log.add(FakeEvent.Type.ROLE_UPDATED, new OfRole(role, organization));
  }

  synchronized List<RoleSlug> all() {
    return rows.all(ENVIRONMENT);
  }

  synchronized Page<RoleSlug> page(@Nullable String after, int limit) {
    return rows.page(ENVIRONMENT, after, limit);
  }
}
