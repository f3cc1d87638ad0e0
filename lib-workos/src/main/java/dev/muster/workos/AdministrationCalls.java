package dev.muster.workos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/* WorkOS keeps no idempotency keys for these calls, so each looks before it writes, and again when
 * its write is refused, since another may have been first. */
/** Making organizations and members. */
final class AdministrationCalls {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Wire wire;
  private final DirectoryCalls directory;

  AdministrationCalls(Wire wire, DirectoryCalls directory) {
    this.wire = wire;
    this.directory = directory;
  }

  Organization create(Deadline deadline, String name, String externalId) {
    Optional<Organization> earlier = byExternalId(deadline, externalId);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Reply reply =
        wire.post(
            deadline,
            "/organizations",
            JSON.objectNode().put("name", name).put("external_id", externalId));
    if (reply.isGood()) {
      return Answers.organization(reply.document());
    }
    return byExternalId(deadline, externalId).orElseThrow(() -> Refusals.of(reply));
  }

  /** The membership as it is if it is active; a pending or inactive one is asked to become so. */
  Membership addMember(Deadline deadline, OrganizationId organization, UserId user, RoleSlug role) {
    Optional<Membership> earlier = active(deadline, organization, user);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Reply reply =
        wire.post(
            deadline,
            "/user_management/organization_memberships",
            JSON.objectNode()
                .put("organization_id", organization.value())
                .put("user_id", user.value())
                .put("role_slug", role.value()));
    if (!reply.isGood()) {
      return active(deadline, organization, user).orElseThrow(() -> Refusals.of(reply));
    }
    Membership made = Answers.membership(reply.document());
    if (!made.isActive()
        || !made.organization().equals(organization)
        || !made.user().equals(user)) {
      throw Answers.malformed("membership that was not asked for");
    }
    return made;
  }

  private Optional<Membership> active(Deadline deadline, OrganizationId organization, UserId user) {
    return directory.membership(deadline, organization, user).filter(Membership::isActive);
  }

  private Optional<Organization> byExternalId(Deadline deadline, String externalId) {
    String segment = URLEncoder.encode(externalId, StandardCharsets.UTF_8).replace("+", "%20");
    Reply reply = wire.get(deadline, "/organizations/external_id/" + segment, List.of());
    if (reply.status() == 403) {
      throw Refusals.forbiddenKey();
    }
    return reply.isAbsent()
        ? Optional.empty()
        : Optional.of(Answers.organization(reply.document()));
  }
}
