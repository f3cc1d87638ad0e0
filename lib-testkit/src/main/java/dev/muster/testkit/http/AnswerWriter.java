package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.User;
import dev.muster.testkit.Page;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

/** Writes the provider's things as the protocol's JSON; {@link AnswerReader} reads it. */
final class AnswerWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AnswerWriter() {}

  static ObjectNode user(User user) {
    return JSON.objectNode()
        .put("id", user.id().value())
        .put("email", user.email())
        .put("emailVerified", user.emailVerified());
  }

  static ObjectNode organization(Organization organization) {
    return JSON.objectNode().put("id", organization.id().value()).put("name", organization.name());
  }

  static ObjectNode membership(Membership membership) {
    ObjectNode node =
        JSON.objectNode()
            .put("id", membership.id().value())
            .put("organization", membership.organization().value())
            .put("user", membership.user().value())
            .put("status", membership.status().name().toLowerCase(Locale.ROOT));
    ArrayNode roles = node.putArray("roles");
    membership.roles().forEach(role -> roles.add(role.value()));
    Instant updatedAt = membership.updatedAt();
    return node.put("updatedAt", updatedAt == null ? null : updatedAt.toString());
  }

  static ObjectNode invitation(Invitation invitation) {
    UserId inviter = invitation.inviter();
    Instant expiresAt = invitation.expiresAt();
    return JSON.objectNode()
        .put("id", invitation.id().value())
        .put("organization", invitation.organization().value())
        .put("email", invitation.email())
        .put("state", invitation.state().name().toLowerCase(Locale.ROOT))
        .put("inviter", inviter == null ? null : inviter.value())
        .put("expiresAt", expiresAt == null ? null : expiresAt.toString());
  }

  static ObjectNode role(RoleSlug role) {
    return JSON.objectNode().put("slug", role.value());
  }

  static <T> ObjectNode page(Page<T> page, Function<T, ObjectNode> writer) {
    ObjectNode node = JSON.objectNode();
    ArrayNode data = node.putArray("data");
    page.rows().forEach(row -> data.add(writer.apply(row)));
    return node.put("after", page.after()).put("total", page.total());
  }

  static ObjectNode session(ProviderSession session) {
    return JSON.objectNode()
        .put("user", session.user().value())
        .put("sessionId", session.sessionId())
        .put("organization", session.organization() == null ? null : session.organization().value())
        .put("refreshToken", session.refreshToken().reveal())
        .put("accessLifetimeMillis", session.accessLifetime().toMillis());
  }
}
