package dev.muster.workos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.muster.provider.User;
import dev.muster.rest.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads WorkOS's JSON: strict about what is decided on, tolerant of everything else, since the
 * SDK's own models refuse an object that lacks a field nobody asked for. What is not as it should
 * be makes the whole answer no answer; the failure names the field and never its value.
 */
final class Answers {
  private static final String WORKOS = "WorkOS";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  static User user(JsonNode node) {
    Fields user = Fields.of(WORKOS, node);
    return new User(user.named("id", UserId::new), user.text("email"), user.flag("email_verified"));
  }

  static Organization organization(JsonNode node) {
    return new Organization(named(node, "id", OrganizationId::new), text(node, "name"));
  }

  static Membership membership(JsonNode node) {
    MembershipStatus status =
        switch (text(node, "status")) {
          case "active" -> MembershipStatus.ACTIVE;
          case "pending" -> MembershipStatus.PENDING;
          case "inactive" -> MembershipStatus.INACTIVE;
          default -> MembershipStatus.UNKNOWN;
        };
    return new Membership(
        named(node, "id", MembershipId::new),
        named(node, "organization_id", OrganizationId::new),
        named(node, "user_id", UserId::new),
        status,
        roles(node),
        instant(node, "updated_at"));
  }

  static Invitation invitation(JsonNode node) {
    Invitation.State state =
        switch (text(node, "state")) {
          case "pending" -> Invitation.State.PENDING;
          case "accepted" -> Invitation.State.ACCEPTED;
          case "expired" -> Invitation.State.EXPIRED;
          case "revoked" -> Invitation.State.REVOKED;
          default -> Invitation.State.UNKNOWN;
        };
    return new Invitation(
        named(node, "id", InvitationId::new),
        named(node, "organization_id", OrganizationId::new),
        text(node, "email"),
        state,
        isAbsent(node, "inviter_user_id") ? null : named(node, "inviter_user_id", UserId::new),
        instant(node, "expires_at"));
  }

  /* A list answer without `data` is what a proxy or a fault makes; the SDK reads it as an empty
   * page, that is: nobody is a member. */
  /** The rows of one page of a list. */
  static <T> List<T> rows(JsonNode page, Function<JsonNode, T> reader) {
    JsonNode data = page.path("data");
    if (!data.isArray()) {
      throw malformed("data");
    }
    List<T> rows = new ArrayList<>();
    data.forEach(row -> rows.add(reader.apply(row)));
    return rows;
  }

  /** Where the next page begins, or null on the last one. */
  static @Nullable String after(JsonNode page) {
    JsonNode metadata = page.path("list_metadata");
    if (!metadata.isObject()) {
      throw malformed("list_metadata");
    }
    return isAbsent(metadata, "after") ? null : text(metadata, "after");
  }

  static String text(JsonNode node, String field) {
    return Fields.of(WORKOS, node).text(field);
  }

  static String filled(JsonNode node, String field) {
    return Fields.of(WORKOS, node).filled(field);
  }

  static JsonNode json(String text, String what) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw malformed(what);
    }
  }

  static <T> T named(JsonNode node, String field, Function<String, T> name) {
    return Fields.of(WORKOS, node).named(field, name);
  }

  static boolean isAbsent(JsonNode node, String field) {
    return Fields.of(WORKOS, node).isAbsent(field);
  }

  static Unavailable malformed(String what) {
    return new Unavailable("malformed answer of " + WORKOS + ": `" + what + "`", null);
  }

  /** {@code role} is the highest; {@code roles} are all, and may be missing. */
  private static List<RoleSlug> roles(JsonNode node) {
    Set<RoleSlug> roles = new LinkedHashSet<>();
    if (!isAbsent(node, "role")) {
      roles.add(named(node.path("role"), "slug", RoleSlug::new));
    }
    if (!isAbsent(node, "roles")) {
      if (!node.path("roles").isArray()) {
        throw malformed("roles");
      }
      node.path("roles").forEach(role -> roles.add(named(role, "slug", RoleSlug::new)));
    }
    return List.copyOf(roles);
  }

  static @Nullable Instant instant(JsonNode node, String field) {
    return Fields.of(WORKOS, node).instant(field);
  }
}
