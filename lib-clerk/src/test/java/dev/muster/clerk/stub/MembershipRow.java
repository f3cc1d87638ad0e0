package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A user's membership in an organization, with its one role. */
record MembershipRow(
    String id, String organization, String user, String role, long created, long updated) {
  MembershipRow as(String newRole, long now) {
    return new MembershipRow(id, organization, user, newRole, created, now);
  }

  ObjectNode wire(Instance clerk) {
    RoleRow held = clerk.roles.get(role);
    ObjectNode wire = JsonNodeFactory.instance.objectNode();
    wire.put("object", "organization_membership").put("id", id);
    wire.put("role", role).put("role_name", held.name());
    wire.putArray("permissions");
    held.permissions().forEach(wire.withArray("permissions")::add);
    wire.putObject("public_metadata");
    wire.putObject("private_metadata");
    wire.set("organization", clerk.organizations.get(organization).wire());
    wire.set("public_user_data", clerk.users.get(user).publicWire());
    return wire.put("created_at", created).put("updated_at", updated);
  }
}
