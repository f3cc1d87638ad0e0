package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A permission: of Clerk's own if its feature begins with {@code sys_}, else the host's. */
record PermissionRow(String id, String key, long created) {
  static boolean isSystem(String key) {
    return key.startsWith("org:sys_");
  }

  ObjectNode wire() {
    ObjectNode wire = JsonNodeFactory.instance.objectNode();
    wire.put("object", "permission").put("id", id).put("name", key).put("key", key);
    wire.put("description", "").put("type", isSystem(key) ? "system" : "user");
    return wire.put("created_at", created).put("updated_at", created);
  }
}
