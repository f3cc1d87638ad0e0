package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.RestRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** The client's requests that change and end memberships and organizations, and ask profiles. */
final class LifecycleRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final HttpCalls calls;

  LifecycleRequests(HttpCalls calls) {
    this.calls = calls;
  }

  void remove(Membership membership) {
    Fields unused = act(membership, "remove", body(membership));
  }

  Membership changeRole(Membership membership, RoleSlug role) {
    ObjectNode body = body(membership);
    Objects.requireNonNull(role, "role");
    return changed(
        membership,
        act(membership, "change-role", body.put("role", role.value())),
        now -> now.roles().equals(List.of(role)));
  }

  Membership deactivate(Membership membership) {
    return move(membership, "deactivate", MembershipStatus.INACTIVE);
  }

  Membership reactivate(Membership membership) {
    return move(membership, "reactivate", MembershipStatus.ACTIVE);
  }

  Organization rename(OrganizationId organization, String name) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(name, "name");
    Reply reply =
        calls.post(
            RestRequest.post("organizations", organization.value(), "rename"),
            JSON.objectNode().put("name", name));
    return HttpCalls.asked(
        AnswerReader.organization(reply.success()),
        now -> now.id().equals(organization) && now.name().equals(name));
  }

  void delete(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    Fields unused =
        calls
            .post(
                RestRequest.post("organizations", organization.value(), "delete"),
                JSON.objectNode())
            .success();
  }

  /** The server says how many of those asked for it took; the others are asked for again. */
  List<User> profiles(OrganizationId organization, Set<UserId> members) {
    Objects.requireNonNull(organization, "organization");
    List<UserId> left = new ArrayList<>(Objects.requireNonNull(members, "members"));
    RestRequest path = RestRequest.post("organizations", organization.value(), "profiles");
    Deadline deadline = calls.begin();
    Map<UserId, User> found = new LinkedHashMap<>();
    while (!left.isEmpty()) {
      ObjectNode body = JSON.objectNode();
      ArrayNode users = body.putArray("users");
      left.forEach(user -> users.add(user.value()));
      Fields page = calls.post(path, body, deadline).success();
      List<UserId> asked = left.subList(0, taken(page, left.size()));
      for (User user : AnswerReader.page(page, AnswerReader::user).rows()) {
        if (!asked.contains(user.id()) || found.put(user.id(), user) != null) {
          throw AnswerReader.malformed("answer about something else");
        }
      }
      asked.clear();
    }
    return List.copyOf(found.values());
  }

  private Membership move(Membership membership, String act, MembershipStatus status) {
    return changed(
        membership, act(membership, act, body(membership)), now -> now.status() == status);
  }

  private Fields act(Membership membership, String act, ObjectNode body) {
    return calls
        .post(RestRequest.post("memberships", membership.id().value(), act), body)
        .success();
  }

  private static Membership changed(
      Membership stated, Fields answer, Predicate<Membership> isDone) {
    return HttpCalls.asked(
        AnswerReader.membership(answer),
        now ->
            now.id().equals(stated.id())
                && now.organization().equals(stated.organization())
                && now.user().equals(stated.user())
                && isDone.test(now));
  }

  private static ObjectNode body(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    return JSON.objectNode()
        .put("organization", membership.organization().value())
        .put("user", membership.user().value());
  }

  private static int taken(Fields page, int asked) {
    int taken = AnswerReader.count(page, "taken");
    if (taken < 1 || taken > asked) {
      throw AnswerReader.malformed("taken");
    }
    return taken;
  }
}
