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
import dev.muster.rest.Fields;
import dev.muster.testkit.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what the protocol's objects mean: each required field is checked, and unknown ones are
 * passed over.
 */
final class AnswerReader {
  private AnswerReader() {}

  static User user(Fields user) {
    String email = user.textOrNull("email");
    boolean verified = user.flag("emailVerified");
    if (email == null && verified) {
      throw malformed("emailVerified");
    }
    return new User(user.named("id", UserId::new), email, verified);
  }

  static Organization organization(Fields organization) {
    return new Organization(
        organization.named("id", OrganizationId::new), organization.text("name"));
  }

  static Membership membership(Fields membership) {
    return new Membership(
        membership.named("id", MembershipId::new),
        membership.named("organization", OrganizationId::new),
        membership.named("user", UserId::new),
        status(membership.text("status")),
        roles(membership),
        membership.instant("updatedAt"));
  }

  static Invitation invitation(Fields invitation) {
    return new Invitation(
        invitation.named("id", InvitationId::new),
        invitation.named("organization", OrganizationId::new),
        invitation.text("email"),
        state(invitation.text("state")),
        invitation.namedOrNull("inviter", UserId::new),
        invitation.instant("expiresAt"));
  }

  static RoleSlug role(Fields role) {
    return role.named("slug", RoleSlug::new);
  }

  static <T> Page<T> page(Fields page, Function<Fields, T> reader) {
    return new Page<>(
        page.rows("data", reader),
        page.textOrNull("after"),
        page.isAbsent("total") ? null : count(page, "total"));
  }

  static ProviderSession session(Fields session) {
    long lifetime = session.number("accessLifetimeMillis");
    if (lifetime < 0) {
      throw malformed("accessLifetimeMillis");
    }
    return new ProviderSession(
        session.named("user", UserId::new),
        session.filled("sessionId"),
        session.namedOrNull("organization", OrganizationId::new),
        Secret.of(session.filled("refreshToken")),
        Duration.ofMillis(lifetime));
  }

  static Instant time(Fields fields, String field) {
    Instant time = fields.instant(field);
    if (time == null) {
      throw malformed(field);
    }
    return time;
  }

  static int count(Fields fields, String field) {
    long count = fields.number(field);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw malformed(field);
    }
    return (int) count;
  }

  static Unavailable malformed(String what) {
    return new Unavailable("malformed answer of " + Protocol.PROVIDER + ": `" + what + "`", null);
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

  private static List<RoleSlug> roles(Fields membership) {
    JsonNode values = membership.node().path("roles");
    if (!values.isArray()) {
      throw malformed("roles");
    }
    List<RoleSlug> roles = new ArrayList<>();
    for (JsonNode value : values) {
      if (!value.isTextual()) {
        throw malformed("roles");
      }
      try {
        roles.add(new RoleSlug(value.textValue()));
      } catch (IllegalArgumentException notARole) {
        throw malformed("roles");
      }
    }
    return roles;
  }
}
