package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import dev.muster.testkit.FakeEvent;
import dev.muster.testkit.FakeEvent.OfInvitation;
import dev.muster.testkit.FakeEvent.OfMembership;
import dev.muster.testkit.FakeEvent.OfOrganization;
import dev.muster.testkit.FakeEvent.OfRole;
import dev.muster.testkit.FakeEvent.OfSession;
import dev.muster.testkit.FakeEvent.OfUser;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happened at a fake, as WorkOS's document writes it. */
final class DocumentedEvents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TIME = "2026-01-15T12:00:00.000Z";

  private DocumentedEvents() {}

  static ObjectNode event(FakeEvent event) {
    return event(event.id(), type(event), event.happenedAt(), data(event));
  }

  static ObjectNode event(String id, String type, Instant at, JsonNode data) {
    ObjectNode node = object("event").put("id", id).put("event", type);
    node.set("data", data);
    return node.put("created_at", at.toString());
  }

  static String type(FakeEvent event) {
    String word = event.type().word();
    if (event.subject() instanceof OfRole of && of.organization() != null) {
      return "organization_" + word;
    }
    return word.startsWith("membership.") ? "organization_" + word : word;
  }

  static ObjectNode membership(Membership membership) {
    ObjectNode node =
        object("organization_membership")
            .put("id", membership.id().value())
            .put("user_id", membership.user().value())
            .put("organization_id", membership.organization().value())
            .put("organization_name", "A name")
            .put("status", membership.status().name().toLowerCase(Locale.ROOT))
            .put("directory_managed", false);
    node.putObject("custom_attributes");
    node.putObject("role").put("slug", membership.roles().get(0).value());
    ArrayNode roles = node.putArray("roles");
    membership.roles().forEach(role -> roles.addObject().put("slug", role.value()));
    Instant updatedAt = membership.updatedAt();
    return node.put("created_at", TIME)
        .put("updated_at", updatedAt == null ? null : updatedAt.toString());
  }

  static ObjectNode organization(Organization organization) {
    ObjectNode node =
        times(object("organization").put("id", organization.id().value()))
            .put("name", organization.name())
            .putNull("external_id");
    node.putArray("domains");
    node.putObject("metadata");
    return node;
  }

  static ObjectNode user(User user) {
    ObjectNode node =
        times(object("user").put("id", user.id().value()))
            .put("email", user.email())
            .put("email_verified", user.emailVerified());
    for (String field :
        new String[] {
          "first_name", "last_name", "profile_picture_url", "external_id", "last_sign_in_at"
        }) {
      node.putNull(field);
    }
    return node;
  }

  static ObjectNode session(String id, String user) {
    return times(object("session").put("id", id).put("user_id", user))
        .putNull("ip_address")
        .putNull("user_agent")
        .put("auth_method", "password")
        .put("status", "revoked")
        .put("expires_at", TIME)
        .put("ended_at", TIME);
  }

  static ObjectNode role(RoleSlug role, @Nullable OrganizationId organization) {
    ObjectNode node =
        times(object(organization == null ? "role" : "organization_role"))
            .put("slug", role.value())
            .put("resource_type_slug", "organization");
    node.putArray("permissions");
    if (organization != null) {
      node.put("organization_id", organization.value()).put("name", "A role");
      node.putNull("description");
    }
    return node;
  }

  static ObjectNode object(String name) {
    return JSON.objectNode().put("object", name);
  }

  private static JsonNode data(FakeEvent event) {
    if (event.subject() instanceof OfMembership of) {
      return membership(of.membership());
    }
    if (event.subject() instanceof OfOrganization of) {
      return organization(of.organization());
    }
    if (event.subject() instanceof OfUser of) {
      return user(of.user());
    }
    if (event.subject() instanceof OfSession of) {
      return session(of.sessionId(), of.user().value());
    }
    if (event.subject() instanceof OfRole of) {
      return role(of.role(), of.organization());
    }
    OfInvitation of = (OfInvitation) event.subject();
    return object("invitation").put("id", of.invitation().id().value());
  }

  private static ObjectNode times(ObjectNode node) {
    return node.put("created_at", TIME).put("updated_at", TIME);
  }
}
