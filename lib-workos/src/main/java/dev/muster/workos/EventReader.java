package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.OrganizationEnded;
import dev.muster.provider.ProviderEvent.OrganizationStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderEvent.SessionEnded;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import java.time.Instant;
import java.util.List;

/**
 * One event of WorkOS, as its log and its webhooks write it. What an event about access says of it
 * must be readable; of any other event only the id, the time and the type are read.
 */
final class EventReader {
  /** The types that are asked for. Others come by webhooks only. */
  static final List<String> TYPES =
      List.of(
          "organization_membership.created",
          "organization_membership.updated",
          "organization_membership.deleted",
          "organization.created",
          "organization.updated",
          "organization.deleted",
          "user.deleted",
          "session.revoked",
          "role.created",
          "role.updated",
          "role.deleted",
          "organization_role.created",
          "organization_role.updated",
          "organization_role.deleted");

  private EventReader() {}

  static ProviderEvent read(JsonNode node) {
    Instant at = Answers.instant(node, "created_at");
    if (at == null) {
      throw Answers.malformed("created_at");
    }
    String type = Answers.filled(node, "event");
    return new ProviderEvent(Answers.filled(node, "id"), at, what(type, node.path("data")));
  }

  private static What what(String type, JsonNode data) {
    return switch (type) {
      case "organization_membership.created", "organization_membership.updated" ->
          new MembershipStated(Answers.membership(data));
      case "organization_membership.deleted" -> new MembershipEnded(Answers.membership(data));
      case "organization.created", "organization.updated" ->
          new OrganizationStated(Answers.organization(data));
      case "organization.deleted" ->
          new OrganizationEnded(Answers.named(data, "id", OrganizationId::new));
      case "user.deleted" -> new UserEnded(Answers.named(data, "id", UserId::new));
      case "session.revoked" ->
          new SessionEnded(Answers.named(data, "user_id", UserId::new), Answers.filled(data, "id"));
      case "role.created", "role.updated", "role.deleted" ->
          new RoleChanged(Answers.named(data, "slug", RoleSlug::new), null);
      case "organization_role.created", "organization_role.updated", "organization_role.deleted" ->
          organizationRole(data);
      default -> new Other(type);
    };
  }

  /* Without the organization every holder of the slug is affected: too many, and none too few. */
  private static RoleChanged organizationRole(JsonNode data) {
    return new RoleChanged(
        Answers.named(data, "slug", RoleSlug::new),
        Answers.isAbsent(data, "organization_id")
            ? null
            : Answers.named(data, "organization_id", OrganizationId::new));
  }
}
