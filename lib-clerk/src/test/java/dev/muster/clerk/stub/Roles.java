package dev.muster.clerk.stub;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The roles and permissions that the organizations of the instance share. */
final class Roles {
  static final String ADMIN = "org:admin";
  static final String MEMBER = "org:member";
  static final String MANAGE_MEMBERS = "org:sys_memberships:manage";

  /** What at least one member of an organization has to be allowed, once one was. */
  private static final List<String> MINIMUM =
      List.of(MANAGE_MEMBERS, "org:sys_memberships:read", "org:sys_profile:delete");

  private final Instance clerk;
  private final Table<RoleRow> rows = new Table<>();
  private final Table<PermissionRow> permissions = new Table<>();

  Roles(Instance clerk) {
    this.clerk = clerk;
  }

  /** Makes what an instance has from the start. Nobody is told. */
  void begin() {
    add(
        ADMIN,
        "Admin",
        List.of(
            "org:sys_profile:manage",
            "org:sys_profile:delete",
            "org:sys_memberships:read",
            MANAGE_MEMBERS,
            "org:sys_domains:read",
            "org:sys_domains:manage"));
    add(MEMBER, "Member", List.of("org:sys_memberships:read"));
  }

  RoleRow define(String key, List<String> permits) {
    RoleRow known = rows.find(key);
    RoleRow role;
    if (known == null) {
      role = add(key, key.replaceFirst("^org:", ""), permits);
    } else {
      permits.forEach(this::permission);
      role = rows.put(key, known.permitting(permits, clerk.millis()));
    }
    clerk.outbox.tell(known == null ? "role.created" : "role.updated", role.wire(this));
    return role;
  }

  /** Defines a role that nobody defined, as a test that only wants a member has it. */
  void ensure(String key) {
    if (rows.find(key) == null) {
      define(key, List.of());
    }
  }

  void delete(String key) {
    RoleRow role = get(key);
    if (clerk.memberships.any(row -> row.role().equals(key))) {
      throw new Refused(
          422,
          "organization_role_assigned_members",
          "role is assigned to organization members",
          "The organization role is currently assigned to one or more organization members.");
    }
    rows.remove(key);
    clerk.outbox.tell("role.deleted", Deleted.wire("role", role.id()));
  }

  RoleRow get(String key) {
    RoleRow role = rows.find(key);
    if (role == null) {
      throw Refused.notFound("Organization role not found").about("role");
    }
    return role;
  }

  boolean isEnough(String key) {
    return get(key).permissions().containsAll(MINIMUM);
  }

  List<RoleRow> list(@Nullable String query) {
    return rows.newestFirst(role -> query == null || role.key().contains(query));
  }

  List<PermissionRow> listPermissions(@Nullable String query) {
    return permissions.newestFirst(each -> query == null || each.key().contains(query));
  }

  PermissionRow permission(String key) {
    if (permissions.find(key) == null) {
      permissions.put(key, new PermissionRow(clerk.newId("perm"), key, clerk.millis()));
    }
    return Objects.requireNonNull(permissions.find(key));
  }

  private RoleRow add(String key, String name, List<String> permits) {
    permits.forEach(this::permission);
    long now = clerk.millis();
    return rows.put(key, new RoleRow(clerk.newId("role"), key, name, permits, now, now));
  }
}
