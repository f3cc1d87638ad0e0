package dev.muster.clerk;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.util.List;
import java.util.Optional;

/* Clerk's changes name a pair and not a membership, so each looks first whether the membership is
 * still the stated one. Each change is sent once. */
/** Making, changing and ending memberships. */
final class MembershipCalls {
  private static final String NOT_FOUND = "not_found";

  private final Wire wire;
  private final DirectoryCalls directory;

  MembershipCalls(Wire wire, DirectoryCalls directory) {
    this.wire = wire;
    this.directory = directory;
  }

  Membership add(Deadline deadline, OrganizationId organization, UserId user, RoleSlug role) {
    if (!Ids.isId(organization.value()) || !Ids.isId(user.value())) {
      throw new Rejected(NOT_FOUND);
    }
    Optional<Membership> earlier = directory.membership(deadline, organization, user);
    if (earlier.isPresent()) {
      return active(earlier.get());
    }
    Reply reply =
        wire.send(
            deadline,
            RestRequest.post(
                DirectoryCalls.ORGANIZATIONS, organization.value(), DirectoryCalls.MEMBERSHIPS),
            Wire.JSON.objectNode().put("user_id", user.value()).put("role", role.value()));
    if (Refusals.isMember(reply)) {
      // Another was first.
      return directory
          .membership(deadline, organization, user)
          .map(MembershipCalls::active)
          .orElseThrow(() -> Refusals.of(reply));
    }
    Fields made = changed(reply);
    return withRole(made, about(made, organization, user), role);
  }

  /** Whether it was this call that ended it. */
  boolean remove(Deadline deadline, Membership membership) {
    if (stated(deadline, membership).isEmpty()) {
      return false;
    }
    Reply reply = wire.send(deadline, RestRequest.delete(path(membership)));
    if (Refusals.isNoMember(reply)) {
      return false;
    }
    same(changed(reply), membership);
    return true;
  }

  Membership changeRole(Deadline deadline, Membership membership, RoleSlug role) {
    Membership now = still(deadline, membership);
    if (now.roles().equals(List.of(role))) {
      return now;
    }
    Reply reply =
        wire.send(
            deadline,
            RestRequest.patch(path(membership)),
            Wire.JSON.objectNode().put("role", role.value()));
    Fields changed = changed(reply);
    Membership then = same(changed, membership);
    if (!then.roles().equals(List.of(role))) {
      throw new Rejected("role_kept");
    }
    return then;
  }

  /* Clerk knows no inactive memberships, only users who are banned. */
  Membership deactivate(Deadline deadline, Membership membership) {
    Membership now = still(deadline, membership);
    if (now.isActive()) {
      throw new Rejected("no_inactive_memberships");
    }
    return now;
  }

  Membership reactivate(Deadline deadline, Membership membership) {
    return active(still(deadline, membership));
  }

  private Membership still(Deadline deadline, Membership membership) {
    return stated(deadline, membership).orElseThrow(() -> new Rejected(NOT_FOUND));
  }

  private Optional<Membership> stated(Deadline deadline, Membership membership) {
    return directory
        .membership(deadline, membership.organization(), membership.user())
        .filter(now -> now.id().equals(membership.id()));
  }

  private static Membership active(Membership found) {
    if (!found.isActive()) {
      throw new Rejected("user_barred");
    }
    return found;
  }

  private static Membership withRole(Fields answer, Membership made, RoleSlug role) {
    if (!made.roles().equals(List.of(role))) {
      throw answer.malformed("role");
    }
    return active(made);
  }

  private static Membership same(Fields answer, Membership stated) {
    Membership now = about(answer, stated.organization(), stated.user());
    if (!now.id().equals(stated.id())) {
      throw answer.malformed("id");
    }
    return now;
  }

  private static Membership about(Fields answer, OrganizationId organization, UserId user) {
    Membership read = Answers.membership(answer);
    return DirectoryCalls.ofUser(
        answer, DirectoryCalls.ofOrganization(answer, read, organization), user);
  }

  static Fields changed(Reply reply) {
    if (!reply.isGood()) {
      throw Refusals.of(reply);
    }
    return reply.document();
  }

  private static String[] path(Membership membership) {
    return new String[] {
      DirectoryCalls.ORGANIZATIONS,
      membership.organization().value(),
      DirectoryCalls.MEMBERSHIPS,
      membership.user().value()
    };
  }
}
