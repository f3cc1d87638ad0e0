package dev.muster.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.util.List;

/** Changing and ending memberships and organizations. */
final class LifecycleCalls {
  private static final String ORGANIZATIONS = "organizations";

  private final Calls calls;
  private final DirectoryCalls directory;
  private final MembershipCalls memberships;
  private final GroupCalls groups;
  private final AdministrationCalls administration;

  LifecycleCalls(
      Calls calls,
      DirectoryCalls directory,
      MembershipCalls memberships,
      GroupCalls groups,
      AdministrationCalls administration) {
    this.calls = calls;
    this.directory = directory;
    this.memberships = memberships;
    this.groups = groups;
    this.administration = administration;
  }

  /** Whether it was this call that ended it. */
  boolean remove(Deadline deadline, Membership membership) {
    return isOurs(membership)
        && ended(
            deadline,
            calls.delete(
                ORGANIZATIONS,
                membership.organization().value(),
                "members",
                membership.user().value()));
  }

  /* First into the new group, then out of the others: nobody is without a role in between. */
  Membership changeRole(Deadline deadline, Membership membership, RoleSlug role) {
    List<Group> held = stated(deadline, membership).groups();
    OrganizationId organization = membership.organization();
    UserId user = membership.user();
    Group group = groups.meaning(deadline, organization, role);
    boolean isIn =
        held.stream().anyMatch(in -> in.id().equals(group.id()))
            || administration.enter(deadline, organization, user, group);
    for (Group old : held) {
      if (!old.roles().isEmpty() && !old.id().equals(group.id())) {
        leave(deadline, organization, user, old);
      }
    }
    if (!isIn) {
      // Refused for another call's sake, or for a group inside that the member was in till now.
      administration.enter(deadline, organization, user, group);
    }
    Membership now = stated(deadline, membership).membership();
    if (!now.roles().equals(List.of(role))) {
      throw new Unavailable("the member's groups changed meanwhile", null);
    }
    return now;
  }

  /** Only what is so already is done: Keycloak keeps no state of a membership. */
  Membership mustBe(Deadline deadline, Membership membership, MembershipStatus status) {
    Membership now = stated(deadline, membership).membership();
    if (now.status() != status) {
      throw new Rejected("not_supported");
    }
    return now;
  }

  /* What a change does not name is lost: also that the organization is disabled, and its domains. */
  Organization rename(Deadline deadline, OrganizationId organization, String name) {
    Fields document =
        directory.document(deadline, organization).orElseThrow(() -> new Rejected("not_found"));
    AdministrationCalls.checkName(name);
    ObjectNode changed = document.node().deepCopy();
    changed.put("name", name);
    Reply reply =
        calls.send(deadline, calls.put(ORGANIZATIONS, organization.value()).json(changed));
    if (!reply.isGood()) {
      throw new Rejected(
          switch (reply.status()) {
            case 404 -> "not_found";
            case 409 -> "name_taken";
            default -> "organization_refused";
          });
    }
    Calls.requireDone(reply);
    return directory
        .organization(deadline, organization)
        .orElseThrow(() -> new Rejected("not_found"));
  }

  /** Whether it was this call that ended it. */
  boolean delete(Deadline deadline, OrganizationId organization) {
    return Ids.canBe(organization.value())
        && ended(deadline, calls.delete(ORGANIZATIONS, organization.value()));
  }

  private MembershipCalls.Found stated(Deadline deadline, Membership membership) {
    if (!isOurs(membership)) {
      throw new Rejected("not_found");
    }
    return memberships
        .found(deadline, membership.organization(), membership.user())
        .orElseThrow(() -> new Rejected("not_found"));
  }

  private void leave(Deadline deadline, OrganizationId organization, UserId user, Group group) {
    Reply reply =
        calls.send(
            deadline,
            calls.delete(
                ORGANIZATIONS,
                organization.value(),
                "groups",
                group.id(),
                "members",
                user.value()));
    if (reply.status() != 404) {
      Calls.requireDone(reply);
    }
  }

  private boolean ended(Deadline deadline, RestRequest deletion) {
    Reply reply = calls.send(deadline, deletion);
    if (reply.status() == 404) {
      calls.requireOrganizations(deadline);
      return false;
    }
    if (!reply.isGood()) {
      throw new Rejected("deletion_refused");
    }
    Calls.requireDone(reply);
    return true;
  }

  private static boolean isOurs(Membership membership) {
    OrganizationId organization = membership.organization();
    UserId user = membership.user();
    return Ids.canBe(organization.value(), user.value())
        && membership.id().equals(Ids.membership(organization, user));
  }
}
