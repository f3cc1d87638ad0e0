package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A role of the instance's organizations, with the keys of what it permits. */
record RoleRow(
    String id, String key, String name, List<String> permissions, long created, long updated) {
  RoleRow {
    permissions = List.copyOf(permissions);
  }

  RoleRow permitting(List<String> keys, long now) {
    return new RoleRow(id, key, name, keys, created, now);
  }

  ObjectNode wire(Roles roles) {
    ObjectNode wire = JsonNodeFactory.instance.objectNode();
    wire.put("object", "role").put("id", id).put("name", name).put("key", key);
    wire.put("description", "").put("is_creator_eligible", key.equals(Roles.ADMIN));
    wire.putArray("permissions");
    permissions.forEach(each -> wire.withArray("permissions").add(roles.permission(each).wire()));
    return wire.put("created_at", created).put("updated_at", updated);
  }
}
