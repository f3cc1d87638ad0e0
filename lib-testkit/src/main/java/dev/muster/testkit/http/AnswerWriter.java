package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.User;
import dev.muster.testkit.MembershipPage;
import java.time.Instant;
import java.util.Locale;

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

  static ObjectNode page(MembershipPage page) {
    ObjectNode node = JSON.objectNode();
    ArrayNode data = node.putArray("data");
    page.memberships().forEach(membership -> data.add(membership(membership)));
    return node.put("after", page.after());
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
