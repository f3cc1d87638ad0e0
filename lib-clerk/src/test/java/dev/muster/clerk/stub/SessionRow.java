package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sign-in of a user, and the organization that is active in it. */
record SessionRow(
    String id,
    String user,
    @Nullable String organization,
    String status,
    long created,
    long updated) {
  static final String ACTIVE = "active";
  private static final long LIFE = Duration.ofDays(7).toMillis();

  SessionRow now(String newStatus, @Nullable String active, long at) {
    return new SessionRow(id, user, active, newStatus, created, at);
  }

  ObjectNode wire() {
    ObjectNode wire = JsonNodeFactory.instance.objectNode();
    wire.put("object", "session").put("id", id).put("user_id", user);
    wire.put("client_id", id.replaceFirst("sess_", "client_")).put("status", status);
    wire.put("last_active_organization_id", organization).put("last_active_at", updated);
    wire.put("expire_at", created + LIFE).put("abandon_at", created + 4 * LIFE);
    return wire.put("updated_at", updated).put("created_at", created);
  }
}
