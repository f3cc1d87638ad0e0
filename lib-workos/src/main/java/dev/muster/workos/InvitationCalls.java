package dev.muster.workos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.rest.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import kotlin.Pair;

/** Invitations into organizations. */
final class InvitationCalls {
  private static final String PATH = "/user_management/invitations";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Wire wire;
  private final Pages pages;

  InvitationCalls(Wire wire, int pageSize) {
    this.wire = wire;
    pages = new Pages(wire, pageSize);
  }

  Invitation invite(
      Deadline deadline, OrganizationId organization, String email, RoleSlug role, UserId inviter) {
    ObjectNode body =
        JSON.objectNode()
            .put("email", email)
            .put("organization_id", organization.value())
            .put("role_slug", role.value())
            .put("inviter_user_id", inviter.value());
    return acted(
        wire.post(deadline, PATH, body),
        made ->
            made.organization().equals(organization)
                && made.email().equalsIgnoreCase(email)
                && made.state() == Invitation.State.PENDING);
  }

  Optional<Invitation> find(Deadline deadline, InvitationId invitation) {
    if (!DirectoryCalls.isId(invitation.value())) {
      return Optional.empty();
    }
    Reply reply = wire.get(deadline, PATH + "/" + invitation.value(), List.of());
    if (reply.status() == 403) {
      throw Refusals.forbiddenKey();
    }
    // An invitation to the application alone is into no organization: none of ours.
    if (reply.isAbsent() || Answers.isAbsent(reply.document(), "organization_id")) {
      return Optional.empty();
    }
    Invitation found = Answers.invitation(reply.document());
    if (!found.id().equals(invitation)) {
      throw Answers.malformed("answer about something else");
    }
    return Optional.of(found);
  }

  Optional<Invitation> find(
      Deadline deadline, OrganizationId organization, InvitationId invitation) {
    return find(deadline, invitation).filter(i -> i.organization().equals(organization));
  }

  List<Invitation> list(Deadline deadline, OrganizationId organization) {
    return pages.read(
        deadline,
        PATH,
        List.of(new Pair<>("organization_id", organization.value())),
        DirectoryCalls.isId(organization.value()),
        Answers::invitation,
        row -> row.organization().equals(organization));
  }

  Invitation accept(Deadline deadline, InvitationId invitation) {
    return act(deadline, invitation, "/accept", Invitation.State.ACCEPTED);
  }

  /** Looks first, since WorkOS revokes by the id alone; an invitation changes no organization. */
  Invitation revoke(Deadline deadline, OrganizationId organization, InvitationId invitation) {
    if (find(deadline, organization, invitation).isEmpty()) {
      throw new Rejected("not_found");
    }
    return act(deadline, invitation, "/revoke", Invitation.State.REVOKED);
  }

  private Invitation act(
      Deadline deadline, InvitationId invitation, String act, Invitation.State state) {
    if (!DirectoryCalls.isId(invitation.value())) {
      throw new Rejected("not_found");
    }
    Reply reply = wire.post(deadline, PATH + "/" + invitation.value() + act, JSON.objectNode());
    return acted(reply, now -> now.id().equals(invitation) && now.state() == state);
  }

  private static Invitation acted(Reply reply, Predicate<Invitation> isAsked) {
    if (!reply.isGood()) {
      throw Refusals.of(reply);
    }
    Invitation invitation = Answers.invitation(reply.document());
    if (!isAsked.test(invitation)) {
      throw Answers.malformed("invitation that was not asked for");
    }
    return invitation;
  }
}
