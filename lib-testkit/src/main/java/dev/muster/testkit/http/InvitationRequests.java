package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Invitation.State;
import dev.muster.rest.RestRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The client's requests about invitations. */
final class InvitationRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final HttpCalls calls;

  InvitationRequests(HttpCalls calls) {
    this.calls = calls;
  }

  Invitation invite(OrganizationId organization, String email, RoleSlug role, UserId inviter) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(inviter, "inviter");
    ObjectNode body =
        JSON.objectNode()
            .put("email", email)
            .put("role", role.value())
            .put("inviter", inviter.value());
    Reply reply =
        calls.post(RestRequest.post("organizations", organization.value(), "invitations"), body);
    return HttpCalls.asked(
        AnswerReader.invitation(reply.success()),
        made ->
            made.state() == State.PENDING
                && made.organization().equals(organization)
                && made.email().equals(email));
  }

  Optional<Invitation> find(InvitationId invitation) {
    Objects.requireNonNull(invitation, "invitation");
    return calls.find(
        HttpCalls.at("invitations", invitation.value()),
        AnswerReader::invitation,
        found -> found.id().equals(invitation));
  }

  List<Invitation> list(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return calls.list(
        HttpCalls.at("organizations", organization.value(), "invitations"),
        AnswerReader::invitation,
        row -> row.organization().equals(organization));
  }

  Invitation accept(InvitationId invitation) {
    return act(invitation, "accept", State.ACCEPTED);
  }

  Invitation revoke(InvitationId invitation) {
    return act(invitation, "revoke", State.REVOKED);
  }

  private Invitation act(InvitationId invitation, String act, State state) {
    Objects.requireNonNull(invitation, "invitation");
    Reply reply =
        calls.post(RestRequest.post("invitations", invitation.value(), act), JSON.objectNode());
    return HttpCalls.asked(
        AnswerReader.invitation(reply.success()),
        now -> now.id().equals(invitation) && now.state() == state);
  }
}
