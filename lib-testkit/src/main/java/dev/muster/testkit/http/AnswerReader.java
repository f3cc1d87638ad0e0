package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.InvitationId;
import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.User;
import dev.muster.testkit.Page;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the protocol's JSON, strictly: each required field is checked, and whatever is not as it
 * should be makes the whole answer no answer. Unknown fields are passed over. The failures name the
 * field and never its value.
 */
final class AnswerReader {
  private AnswerReader() {}

  static User user(JsonNode node) {
    JsonNode verified = node.path("emailVerified");
    if (!verified.isBoolean()) {
      throw malformed("emailVerified");
    }
    return new User(named(node, "id", UserId::new), text(node, "email"), verified.booleanValue());
  }

  static Organization organization(JsonNode node) {
    return new Organization(named(node, "id", OrganizationId::new), text(node, "name"));
  }

  static Membership membership(JsonNode node) {
    return new Membership(
        named(node, "id", MembershipId::new),
        named(node, "organization", OrganizationId::new),
        named(node, "user", UserId::new),
        status(text(node, "status")),
        roles(node),
        isAbsent(node, "updatedAt") ? null : instant(node, "updatedAt"));
  }

  static Invitation invitation(JsonNode node) {
    return new Invitation(
        named(node, "id", InvitationId::new),
        named(node, "organization", OrganizationId::new),
        text(node, "email"),
        state(text(node, "state")),
        isAbsent(node, "inviter") ? null : named(node, "inviter", UserId::new),
        isAbsent(node, "expiresAt") ? null : instant(node, "expiresAt"));
  }

  static RoleSlug role(JsonNode node) {
    return named(node, "slug", RoleSlug::new);
  }

  static <T> Page<T> page(JsonNode node, Function<JsonNode, T> reader) {
    JsonNode data = node.path("data");
    if (!data.isArray()) {
      throw malformed("data");
    }
    List<T> rows = new ArrayList<>();
    data.forEach(row -> rows.add(reader.apply(row)));
    return new Page<>(
        rows,
        isAbsent(node, "after") ? null : text(node, "after"),
        isAbsent(node, "total") ? null : count(node.path("total")));
  }

  static ProviderSession session(JsonNode node) {
    JsonNode lifetime = node.path("accessLifetimeMillis");
    if (!lifetime.isIntegralNumber() || !lifetime.canConvertToLong() || lifetime.longValue() < 0) {
      throw malformed("accessLifetimeMillis");
    }
    String sessionId = text(node, "sessionId");
    String refreshToken = text(node, "refreshToken");
    if (sessionId.isBlank() || refreshToken.isBlank()) {
      throw malformed("sessionId or refreshToken");
    }
    return new ProviderSession(
        named(node, "user", UserId::new),
        sessionId,
        organizationOrNull(node),
        Secret.of(refreshToken),
        Duration.ofMillis(lifetime.longValue()));
  }

  static Unavailable malformed(String what) {
    return new Unavailable("malformed answer of the provider: `" + what + "`", null);
  }

  static @Nullable OrganizationId organizationOrNull(JsonNode node) {
    return isAbsent(node, "organization") ? null : named(node, "organization", OrganizationId::new);
  }

  private static MembershipStatus status(String word) {
    return switch (word) {
      case "active" -> MembershipStatus.ACTIVE;
      case "pending" -> MembershipStatus.PENDING;
      case "inactive" -> MembershipStatus.INACTIVE;
      default -> MembershipStatus.UNKNOWN;
    };
  }

  private static Invitation.State state(String word) {
    return switch (word) {
      case "pending" -> Invitation.State.PENDING;
      case "accepted" -> Invitation.State.ACCEPTED;
      case "expired" -> Invitation.State.EXPIRED;
      case "revoked" -> Invitation.State.REVOKED;
      default -> Invitation.State.UNKNOWN;
    };
  }

  private static Integer count(JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw malformed("total");
    }
    return value.intValue();
  }

  private static List<RoleSlug> roles(JsonNode node) {
    JsonNode values = node.path("roles");
    if (!values.isArray()) {
      throw malformed("roles");
    }
    List<RoleSlug> roles = new ArrayList<>();
    for (JsonNode value : values) {
      roles.add(name(value, "roles", RoleSlug::new));
    }
    return roles;
  }

  static Instant instant(JsonNode node, String field) {
    try {
      return Instant.parse(text(node, field));
    } catch (DateTimeException notAnInstant) {
      throw malformed(field);
    }
  }

  static <T> T named(JsonNode node, String field, Function<String, T> type) {
    return name(node.path(field), field, type);
  }

  private static <T> T name(JsonNode value, String field, Function<String, T> type) {
    if (!value.isTextual()) {
      throw malformed(field);
    }
    try {
      return type.apply(value.textValue());
    } catch (IllegalArgumentException notAName) {
      throw malformed(field);
    }
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw malformed(field);
    }
    return value.textValue();
  }

  private static boolean isAbsent(JsonNode node, String field) {
    return node.path(field).isMissingNode() || node.path(field).isNull();
  }
}
