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
import java.util.function.Predicate;
import java.util.stream.Stream;

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

  Optional<Invitation> find(OrganizationId organization, InvitationId invitation) {
    return calls.find(
        HttpCalls.at(into(organization, invitation)),
        AnswerReader::invitation,
        found -> found.id().equals(invitation) && found.organization().equals(organization));
  }

  List<Invitation> list(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return calls.list(
        HttpCalls.at("organizations", organization.value(), "invitations"),
        AnswerReader::invitation,
        row -> row.organization().equals(organization));
  }

  Invitation accept(InvitationId invitation) {
    Objects.requireNonNull(invitation, "invitation");
    return act(
        RestRequest.post("invitations", invitation.value(), "accept"),
        now -> now.id().equals(invitation) && now.state() == State.ACCEPTED);
  }

  Invitation revoke(OrganizationId organization, InvitationId invitation) {
    return act(
        RestRequest.post(into(organization, invitation, "revoke")),
        now ->
            now.id().equals(invitation)
                && now.organization().equals(organization)
                && now.state() == State.REVOKED);
  }

  private Invitation act(RestRequest request, Predicate<Invitation> isAsked) {
    return HttpCalls.asked(
        AnswerReader.invitation(calls.post(request, JSON.objectNode()).success()), isAsked);
  }

  private static String[] into(
      OrganizationId organization, InvitationId invitation, String... act) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(invitation, "invitation");
    return Stream.concat(
            Stream.of("organizations", organization.value(), "invitations", invitation.value()),
            Stream.of(act))
        .toArray(String[]::new);
  }
}
