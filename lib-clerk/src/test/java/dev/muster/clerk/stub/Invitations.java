package dev.muster.clerk.stub;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The invitations of the instance, and what may be done with them. */
final class Invitations {
  private static final int DAYS = 30;

  private final Instance clerk;
  private final Table<InvitationRow> rows = new Table<>();

  Invitations(Instance clerk) {
    this.clerk = clerk;
  }

  InvitationRow create(String organization, Form form) {
    check(organization, form);
    return add(
        organization,
        form.text("email_address"),
        form.text("role"),
        form.textOrNull("inviter_user_id"),
        form.number("expires_in_days", 1, 365, DAYS));
  }

  /** Refuses what can't be made. */
  void check(String organization, Form form) {
    OrganizationRow row = clerk.organizations.get(organization);
    String email = form.text("email_address");
    clerk.roles.get(form.text("role"));
    form.number("expires_in_days", 1, 365, DAYS);
    String inviter = form.textOrNull("inviter_user_id");
    if (!email.matches("[^@\\s]+@[^@\\s]+")) {
      throw Refused.form("format_invalid", "email_address", "must be a valid email address");
    }
    if (inviter != null) {
      checkManager(organization, inviter);
    }
    UserRow invited = clerk.users.withEmail(email);
    if (invited != null && clerk.memberships.find(organization, invited.id()) != null) {
      throw Memberships.alreadyAMember(email);
    }
    if (rows.any(each -> isPending(each) && isFor(each, organization, email))) {
      throw new Refused(
              400,
              "duplicate_record",
              "duplicate invitation",
              "There are already pending invitations for the following email addresses: " + email)
          .with("email_addresses", email);
    }
    clerk.memberships.checkQuota(row);
  }

  private InvitationRow add(
      String organization, String email, String role, @Nullable String inviter, int days) {
    long now = clerk.millis();
    InvitationRow row =
        new InvitationRow(
            clerk.newId("orginv"),
            organization,
            email,
            role,
            inviter,
            InvitationRow.PENDING,
            now + Duration.ofDays(days).toMillis(),
            now,
            now);
    rows.put(row.id(), row);
    clerk.outbox.tell("organizationInvitation.created", row.wire(clerk));
    return row;
  }

  void checkManager(String organization, String inviter) {
    MembershipRow member = clerk.memberships.find(organization, inviter);
    if (member == null) {
      throw Memberships.notAMember();
    }
    if (!clerk.roles.get(member.role()).permissions().contains(Roles.MANAGE_MEMBERS)) {
      throw new Refused(
              403,
              "missing_organization_permission",
              "missing permission",
              "Current user is missing an organization permission.")
          .with("permissions", Roles.MANAGE_MEMBERS);
    }
  }

  InvitationRow get(String organization, String id) {
    clerk.organizations.get(organization);
    InvitationRow row = rows.find(id);
    if (row == null || !row.organization().equals(organization)) {
      throw Refused.notFound("No invitation was found with id " + id + ".");
    }
    return row;
  }

  InvitationRow get(String id) {
    InvitationRow row = rows.find(id);
    if (row == null) {
      throw Refused.notFound("No invitation was found with id " + id + ".");
    }
    return row;
  }

  InvitationRow revoke(InvitationRow row) {
    checkPending(row);
    InvitationRow revoked = rows.put(row.id(), row.now("revoked", row.expires(), clerk.millis()));
    clerk.outbox.tell("organizationInvitation.revoked", revoked.wire(clerk));
    return revoked;
  }

  MembershipRow accept(InvitationRow row, String user) {
    checkPending(row);
    if (clerk.memberships.find(row.organization(), user) != null) {
      throw Memberships.alreadyAMember(user);
    }
    InvitationRow accepted = rows.put(row.id(), row.now("accepted", row.expires(), clerk.millis()));
    clerk.outbox.tellAccepted(accepted, user);
    return clerk.memberships.add(row.organization(), user, row.role());
  }

  void expire(InvitationRow row) {
    rows.put(row.id(), row.now(row.status(), clerk.millis(), clerk.millis()));
  }

  List<InvitationRow> list(String organization, Predicate<InvitationRow> wanted) {
    clerk.organizations.get(organization);
    return rows.newestFirst(row -> row.organization().equals(organization) && wanted.test(row));
  }

  long pending(OrganizationRow organization) {
    return list(organization.id(), this::isPending).size();
  }

  void dropAll(String organization) {
    list(organization, row -> true).forEach(row -> rows.remove(row.id()));
  }

  private boolean isPending(InvitationRow row) {
    return row.statusAt(clerk.millis()).equals(InvitationRow.PENDING);
  }

  private static boolean isFor(InvitationRow row, String organization, String email) {
    return row.organization().equals(organization) && row.email().equalsIgnoreCase(email);
  }

  private void checkPending(InvitationRow row) {
    if (!isPending(row)) {
      throw new Refused(
          404,
          "organization_invitation_not_pending",
          "not pending",
          "The organization invitation is not in the 'pending' status.");
    }
  }
}
