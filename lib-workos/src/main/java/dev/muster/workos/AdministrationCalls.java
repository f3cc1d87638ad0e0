package dev.muster.workos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.rest.Deadline;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/* WorkOS keeps no idempotency keys for these calls, so each looks before it writes, and again when
 * its write is refused, since another may have been first. */
/** Making organizations and members. */
final class AdministrationCalls {
  private static final String MEMBERSHIPS = "/user_management/organization_memberships";
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

  /** The membership as it is if it is active; an inactive one becomes so, with this one role. */
  Membership addMember(Deadline deadline, OrganizationId organization, UserId user, RoleSlug role) {
    Optional<Membership> earlier = directory.membership(deadline, organization, user);
    if (earlier.isPresent() && earlier.get().isActive()) {
      return earlier.get();
    }
    if (earlier.isPresent() && earlier.get().status() == MembershipStatus.INACTIVE) {
      return reactivated(deadline, earlier.get(), role);
    }
    Reply reply =
        wire.post(
            deadline,
            MEMBERSHIPS,
            JSON.objectNode()
                .put("organization_id", organization.value())
                .put("user_id", user.value())
                .put("role_slug", role.value()));
    return reply.isGood()
        ? asked(reply, organization, user)
        : active(deadline, organization, user).orElseThrow(() -> Refusals.of(reply));
  }

  /* By its own name: to create where an inactive one is would do it too, but keeps the old role. */
  private Membership reactivated(Deadline deadline, Membership inactive, RoleSlug role) {
    OrganizationId organization = inactive.organization();
    UserId user = inactive.user();
    String path = MEMBERSHIPS + "/" + inactive.id().value();
    Reply reply = wire.put(deadline, path + "/reactivate", null);
    Membership active =
        reply.isGood()
            ? asked(reply, organization, user)
            : active(deadline, organization, user).orElseThrow(() -> Refusals.of(reply));
    if (active.roles().equals(List.of(role))) {
      return active;
    }
    Reply changed = wire.put(deadline, path, JSON.objectNode().put("role_slug", role.value()));
    if (!changed.isGood()) {
      throw Refusals.of(changed);
    }
    return asked(changed, organization, user);
  }

  private static Membership asked(Reply reply, OrganizationId organization, UserId user) {
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
