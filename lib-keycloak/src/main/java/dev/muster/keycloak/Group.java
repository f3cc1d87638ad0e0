package dev.muster.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.RoleSlug;
import dev.muster.rest.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A group of an organization.
 *
 * @param id its id
 * @param name its name
 * @param roles the realm's roles that are mapped to it itself
 * @param madeFor the roles that it was made for by us
 * @param hasMore whether roles of clients are mapped to it, too
 * @param children how many groups are in it
 */
record Group(
    String id,
    String name,
    Set<RoleSlug> roles,
    Set<String> madeFor,
    boolean hasMore,
    long children) {
  /** The attribute of groups that Muster makes. */
  static final String MADE_FOR = "muster-role";

  Group {
    roles = Set.copyOf(roles);
    madeFor = Set.copyOf(madeFor);
  }

  static Group read(Fields row) {
    Set<RoleSlug> roles = new TreeSet<>(ORDER);
    for (JsonNode role : array(row, "realmRoles")) {
      try {
        roles.add(new RoleSlug(role.asText()));
      } catch (IllegalArgumentException e) {
        throw row.malformed("realmRoles");
      }
    }
    Set<String> madeFor = new TreeSet<>();
    row.node().path("attributes").path(MADE_FOR).forEach(role -> madeFor.add(role.asText()));
    return new Group(
        row.filled("id"),
        row.filled("name"),
        roles,
        madeFor,
        !row.node().path("clientRoles").isEmpty(),
        row.isAbsent("subGroupCount") ? 0 : row.number("subGroupCount"));
  }

  Group with(Set<RoleSlug> other) {
    return new Group(id, name, other, madeFor, hasMore, children);
  }

  Group with(long counted) {
    return new Group(id, name, roles, madeFor, hasMore, counted);
  }

  /** Whether membership in it is this role and nothing else. */
  boolean isOnly(RoleSlug role) {
    return !hasMore && roles.equals(Set.of(role));
  }

  /** Whether it was made for this role, which has not yet been mapped. */
  boolean isBegun(RoleSlug role) {
    return !hasMore && roles.isEmpty() && madeFor.equals(Set.of(role.value()));
  }

  /** The roles of all, in one order for all answers. */
  static List<RoleSlug> rolesOf(Collection<Group> groups) {
    Set<RoleSlug> all = new TreeSet<>(ORDER);
    groups.forEach(group -> all.addAll(group.roles()));
    return new ArrayList<>(all);
  }

  static final Comparator<RoleSlug> ORDER = Comparator.comparing(RoleSlug::value);

  private static JsonNode array(Fields row, String field) {
    JsonNode array = row.node().path(field);
    for (JsonNode text : array) {
      if (!text.isTextual()) {
        throw row.malformed(field);
      }
    }
    if (!array.isArray()) {
      throw row.malformed(field);
    }
    return array;
  }
}
