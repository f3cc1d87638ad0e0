package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The memberships of the instance, and what may be done with them. */
final class Memberships {
  private final Instance clerk;
  private final Table<MembershipRow> rows = new Table<>();

  Memberships(Instance clerk) {
    this.clerk = clerk;
  }

  MembershipRow create(String organization, Form form) {
    OrganizationRow row = clerk.organizations.get(organization);
    String user = clerk.users.get(form.text("user_id")).id();
    String role = clerk.roles.get(form.text("role")).key();
    if (find(organization, user) != null) {
      throw alreadyAMember(user);
    }
    checkQuota(row);
    return add(organization, user, role);
  }

  static Refused alreadyAMember(String who) {
    return new Refused(
        400,
        "already_a_member_in_organization",
        "already a member",
        who + " is already a member of the organization.");
  }

  void checkQuota(OrganizationRow organization) {
    int most = organization.mostMembers();
    if (most > 0
        && in(organization.id()).size() + clerk.invitations.pending(organization) >= most) {
      throw new Refused(
          403,
          "organization_membership_quota_exceeded",
          "organization membership quota exceeded",
          "You have reached your limit of "
              + most
              + " organization memberships, including outstanding invitations.");
    }
  }

  MembershipRow add(String organization, String user, String role) {
    long now = clerk.millis();
    MembershipRow row =
        new MembershipRow(clerk.newId("orgmem"), organization, user, role, now, now);
    rows.put(key(organization, user), row);
    clerk.outbox.tell("organizationMembership.created", row.wire(clerk));
    return row;
  }

  MembershipRow change(String organization, String user, String role) {
    MembershipRow row = get(organization, user);
    clerk.roles.get(role);
    if (!clerk.roles.isEnough(role)) {
      checkMinimum(row);
    }
    return set(row, role);
  }

  MembershipRow set(MembershipRow row, String role) {
    MembershipRow changed = row.as(role, clerk.millis());
    rows.put(key(row.organization(), row.user()), changed);
    clerk.outbox.tell("organizationMembership.updated", changed.wire(clerk));
    return changed;
  }

  ObjectNode delete(String organization, String user) {
    MembershipRow row = get(organization, user);
    checkMinimum(row);
    return drop(row, true);
  }

  ObjectNode drop(MembershipRow row, boolean told) {
    ObjectNode wire = row.wire(clerk);
    rows.remove(key(row.organization(), row.user()));
    clerk.sessions.leave(row.organization(), row.user());
    if (told) {
      clerk.outbox.tell("organizationMembership.deleted", wire);
    }
    return wire;
  }

  /** With what they belong to; Clerk does not always tell of each of them. */
  void dropAll(Predicate<MembershipRow> lost) {
    rows.newestFirst(lost).forEach(row -> drop(row, clerk.cascades));
  }

  MembershipRow get(String organization, String user) {
    clerk.organizations.get(organization);
    MembershipRow row = find(organization, user);
    if (row == null) {
      throw clerk.forbidsStrangers ? notAMember() : Refused.notFound("Membership not found.");
    }
    return row;
  }

  static Refused notAMember() {
    return new Refused(
        403,
        "not_a_member_in_organization",
        "not a member",
        "Current user is not a member of the organization.");
  }

  @Nullable MembershipRow find(String organization, String user) {
    return rows.find(key(organization, user));
  }

  List<MembershipRow> in(String organization) {
    return rows.newestFirst(row -> row.organization().equals(organization));
  }

  List<MembershipRow> list(Predicate<MembershipRow> wanted) {
    return rows.newestFirst(wanted);
  }

  boolean any(Predicate<MembershipRow> wanted) {
    return rows.any(wanted);
  }

  /** Whether the organization can do without this member. */
  private void checkMinimum(MembershipRow lost) {
    if (clerk.roles.isEnough(lost.role())
        && in(lost.organization()).stream()
            .noneMatch(row -> !row.equals(lost) && clerk.roles.isEnough(row.role()))) {
      throw new Refused(
          400,
          "organization_minimum_permissions_needed",
          "minimum organization permissions needed",
          "There has to be at least one organization member with the minimum required permissions");
    }
  }

  private static String key(String organization, String user) {
    return organization + " " + user;
  }
}
