package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An invitation into an organization, with the role that it gives. */
record InvitationRow(
    String id,
    String organization,
    String email,
    String role,
    @Nullable String inviter,
    String status,
    long expires,
    long created,
    long updated) {
  static final String PENDING = "pending";

  InvitationRow now(String newStatus, long newExpiry, long at) {
    return new InvitationRow(
        id, organization, email, role, inviter, newStatus, newExpiry, created, at);
  }

  /** Nobody tells Clerk that time has passed. */
  String statusAt(long at) {
    return status.equals(PENDING) && at >= expires ? "expired" : status;
  }

  ObjectNode wire(Instance clerk) {
    ObjectNode wire = JsonNodeFactory.instance.objectNode();
    wire.put("object", "organization_invitation").put("id", id).put("email_address", email);
    wire.put("role", role).put("role_name", clerk.roles.get(role).name());
    wire.put("organization_id", organization).put("inviter_id", inviter);
    if (inviter == null || !clerk.users.exists(inviter)) {
      wire.putNull("public_inviter_data");
    } else {
      ObjectNode data = clerk.users.get(inviter).publicWire();
      data.put("identifier", data.path("identifier").asText(""));
      data.remove("username");
      data.remove("banned");
      data.remove("profile_image_url");
      wire.set("public_inviter_data", data);
    }
    String shown = statusAt(clerk.millis());
    wire.put("status", shown).putObject("public_metadata");
    wire.putObject("private_metadata");
    wire.put("url", shown.equals(PENDING) ? "https://accounts.clerk.example/ticket" : null);
    wire.put("expires_at", expires);
    return wire.put("created_at", created).put("updated_at", updated);
  }
}
