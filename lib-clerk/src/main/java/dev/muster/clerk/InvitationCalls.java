package dev.muster.clerk;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Invitations into organizations. Each is sent once: it is an e-mail. */
final class InvitationCalls {
  private static final String INVITATIONS = "invitations";

  private final Wire wire;
  private final Lists lists;

  InvitationCalls(Wire wire, Lists lists) {
    this.wire = wire;
    this.lists = lists;
  }

  Invitation invite(
      Deadline deadline, OrganizationId organization, String email, RoleSlug role, UserId inviter) {
    known(organization.value());
    Reply reply =
        wire.send(
            deadline,
            RestRequest.post(DirectoryCalls.ORGANIZATIONS, organization.value(), INVITATIONS),
            Wire.JSON
                .objectNode()
                .put("email_address", email)
                .put("role", role.value())
                .put("inviter_user_id", inviter.value()));
    Fields document = MembershipCalls.changed(reply);
    if (!document.text("role").equals(role.value())) {
      throw document.malformed("role");
    }
    // Not the address: Clerk may spell it otherwise, and what is sent is sent.
    return acted(document, organization, made -> made.state() == Invitation.State.PENDING);
  }

  Optional<Invitation> find(
      Deadline deadline, OrganizationId organization, InvitationId invitation) {
    if (!Ids.isId(organization.value()) || !Ids.isId(invitation.value())) {
      return Optional.empty();
    }
    RestRequest question =
        RestRequest.get(
            DirectoryCalls.ORGANIZATIONS, organization.value(), INVITATIONS, invitation.value());
    return wire.find(deadline, question)
        .map(fields -> acted(told(fields), organization, found -> found.id().equals(invitation)));
  }

  List<Invitation> list(Deadline deadline, OrganizationId organization) {
    if (!Ids.isId(organization.value())) {
      return List.of();
    }
    return lists.read(
        deadline,
        Listing.ofOne(
            DirectoryCalls.oldestFirst(
                RestRequest.get(DirectoryCalls.ORGANIZATIONS, organization.value(), INVITATIONS)),
            row -> Answers.invitation(row, organization),
            row -> row.id().value()));
  }

  Invitation revoke(Deadline deadline, OrganizationId organization, InvitationId invitation) {
    known(organization.value());
    known(invitation.value());
    Reply reply =
        wire.send(
            deadline,
            RestRequest.post(
                DirectoryCalls.ORGANIZATIONS,
                organization.value(),
                INVITATIONS,
                invitation.value(),
                "revoke"),
            Wire.JSON.objectNode());
    return acted(
        told(MembershipCalls.changed(reply)),
        organization,
        now -> now.id().equals(invitation) && now.state() == Invitation.State.REVOKED);
  }

  /* Of an invitation by its id the answer alone tells the organization. */
  private static Fields told(Fields answer) {
    if (answer.isAbsent("organization_id")) {
      throw answer.malformed("organization_id");
    }
    return answer;
  }

  private static Invitation acted(
      Fields answer, OrganizationId organization, Predicate<Invitation> isAsked) {
    Invitation invitation = Answers.invitation(answer, organization);
    if (!isAsked.test(invitation)) {
      throw answer.malformed("invitation");
    }
    return invitation;
  }

  private static void known(String id) {
    if (!Ids.isId(id)) {
      throw new Rejected("not_found");
    }
  }
}
