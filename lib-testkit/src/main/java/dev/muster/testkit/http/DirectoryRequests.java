package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import dev.muster.rest.RestRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The client's requests about users, organizations and members. */
final class DirectoryRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final HttpCalls calls;

  DirectoryRequests(HttpCalls calls) {
    this.calls = calls;
  }

  Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    return calls.find(
        HttpCalls.at("organizations", organization.value(), "memberships", user.value()),
        AnswerReader::membership,
        found -> found.organization().equals(organization) && found.user().equals(user));
  }

  Optional<Organization> findOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return calls.find(
        HttpCalls.at("organizations", organization.value()),
        AnswerReader::organization,
        found -> found.id().equals(organization));
  }

  Optional<User> findUser(UserId user) {
    Objects.requireNonNull(user, "user");
    return calls.find(
        HttpCalls.at("users", user.value()), AnswerReader::user, found -> found.id().equals(user));
  }

  List<Membership> listMemberships(UserId user) {
    Objects.requireNonNull(user, "user");
    Predicate<Membership> asked = row -> row.user().equals(user);
    return calls.list(
        HttpCalls.at("users", user.value(), "memberships"), AnswerReader::membership, asked);
  }

  List<Membership> listMembers(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    Predicate<Membership> asked = row -> row.organization().equals(organization);
    return calls.list(
        HttpCalls.at("organizations", organization.value(), "memberships"),
        AnswerReader::membership,
        asked);
  }

  Set<RoleSlug> listRoles() {
    return Set.copyOf(calls.list(HttpCalls.at("roles"), AnswerReader::role));
  }

  Organization create(String name, String externalId) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(externalId, "externalId");
    return AnswerReader.organization(
        calls
            .post(
                RestRequest.post("organizations"),
                JSON.objectNode().put("name", name).put("externalId", externalId))
            .success());
  }

  Membership add(OrganizationId organization, UserId user, RoleSlug role) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(role, "role");
    Reply reply =
        calls.post(
            RestRequest.post("organizations", organization.value(), "memberships"),
            JSON.objectNode().put("user", user.value()).put("role", role.value()));
    return HttpCalls.asked(
        AnswerReader.membership(reply.success()),
        made ->
            made.isActive()
                && made.organization().equals(organization)
                && made.user().equals(user));
  }
}
