package dev.muster.keycloak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.OffsetList;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The groups of organizations, which hold the roles of members. */
final class GroupCalls {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ORGANIZATIONS = "organizations";

  private final Calls calls;

  GroupCalls(Calls calls) {
    this.calls = calls;
  }

  /** The first groups that a member is in, with their roles; a page may not be all. */
  RestRequest firstOfMember(OrganizationId organization, UserId user) {
    return page(ofMember(organization, user), 0, calls.pageSize());
  }

  /** The groups of an answer to {@link #firstOfMember}, and those behind it. */
  List<Group> ofMember(Deadline deadline, OrganizationId organization, UserId user, Reply first) {
    List<Group> groups = Fields.each(Calls.KEYCLOAK, first.array(), Group::read);
    return groups.size() < calls.pageSize()
        ? groups
        : all(deadline, ofMember(organization, user), Group::read, Group::id);
  }

  /**
   * Of a member whose groups were not found: a server without such a path knows the member, and
   * would make everybody a member of nothing.
   */
  void requireEnded(Deadline deadline, OrganizationId organization, UserId user) {
    RestRequest again = calls.get(ORGANIZATIONS, organization.value(), "members", user.value());
    if (calls.send(deadline, again).status() != 404) {
      throw new Misconfigured(
          "the server tells a member and not the member's groups: Keycloak 26.6 or later is needed");
    }
  }

  /** All groups of an organization, with the groups in them. */
  List<Group> ofOrganization(Deadline deadline, OrganizationId organization) {
    List<Group> found = new ArrayList<>(top(deadline, organization));
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).children() > 0) {
        found.addAll(inside(deadline, organization, found.get(i)));
      }
    }
    return found;
  }

  private List<Group> top(Deadline deadline, OrganizationId organization) {
    RestRequest list =
        calls
            .get(ORGANIZATIONS, organization.value(), "groups")
            .query("briefRepresentation", "false")
            .query("subGroupsCount", "true");
    return all(deadline, list, Group::read, Group::id);
  }

  /* The list of groups in a group tells no roles; each is read by itself. */
  private List<Group> inside(Deadline deadline, OrganizationId organization, Group parent) {
    String[] groups = {ORGANIZATIONS, organization.value(), "groups"};
    RestRequest list =
        calls
            .get(groups[0], groups[1], groups[2], parent.id(), "children")
            .query("subGroupsCount", "true");
    Map<String, Long> children = new LinkedHashMap<>();
    for (Fields row : all(deadline, list, Function.identity(), row -> row.filled("id"))) {
      children.put(row.filled("id"), row.number("subGroupCount"));
    }
    List<RestRequest> each =
        children.keySet().stream()
            .map(id -> calls.get(groups[0], groups[1], groups[2], id))
            .toList();
    return calls.sendAll(deadline, each).stream()
        .map(reply -> Group.read(reply.document()))
        .map(group -> group.with(children.getOrDefault(group.id(), 0L)))
        .toList();
  }

  /** The members of a group, by their ids; a page at first. */
  RestRequest firstOfGroup(OrganizationId organization, Group group) {
    return page(inGroup(organization, group), 0, calls.pageSize());
  }

  /** The members of an answer to {@link #firstOfGroup}, and those behind it. */
  List<UserId> ofGroup(Deadline deadline, OrganizationId organization, Group group, Reply first) {
    Function<Fields, UserId> reader = row -> row.named("id", UserId::new);
    List<UserId> members = Fields.each(Calls.KEYCLOAK, first.array(), reader);
    return members.size() < calls.pageSize()
        ? members
        : all(deadline, inGroup(organization, group), reader, UserId::value);
  }

  /**
   * The group of an organization that means one role and nothing else, made where there is none. A
   * group of others that only has the name, and one of ours that lost the role while somebody is in
   * it, is never given the role: that would give it to whoever is in it.
   */
  Group meaning(Deadline deadline, OrganizationId organization, RoleSlug role) {
    Optional<Group> there = find(deadline, organization, role);
    if (there.isPresent() && there.get().isOnly(role)) {
      return there.get();
    }
    if (Ids.isStep(role.value())) {
      throw new Rejected("role_not_found");
    }
    Reply defined = calls.send(deadline, calls.get("roles", role.value()));
    if (defined.status() == 404) {
      throw new Rejected("role_not_found");
    }
    ObjectNode mapped = JSON.objectNode();
    mapped.put("id", defined.document().filled("id")).put("name", role.value());
    Group group = there.orElseGet(() -> made(deadline, organization, role));
    if (group.isBegun(role)) {
      if (hasMembers(deadline, organization, group)) {
        return find(deadline, organization, role)
            .filter(now -> now.isOnly(role))
            .orElseThrow(() -> new Rejected("group_name_taken"));
      }
      Reply reply =
          calls.send(
              deadline,
              calls
                  .post(
                      ORGANIZATIONS,
                      organization.value(),
                      "groups",
                      group.id(),
                      "role-mappings",
                      "realm")
                  .json(JSON.arrayNode().add(mapped)));
      Calls.requireDone(reply);
    }
    return group;
  }

  /* Whoever is in it has lost the role with the group, by somebody's will, and is not to get it back. */
  private boolean hasMembers(Deadline deadline, OrganizationId organization, Group group) {
    Reply first = calls.send(deadline, page(inGroup(organization, group), 0, 1));
    List<Fields> rows = Fields.each(Calls.KEYCLOAK, first.array(), row -> row);
    calls.requireSight(deadline, "users", rows);
    return !rows.isEmpty();
  }

  private Group made(Deadline deadline, OrganizationId organization, RoleSlug role) {
    ObjectNode group = JSON.objectNode().put("name", role.value());
    group.putObject("attributes").putArray(Group.MADE_FOR).add(role.value());
    Reply reply =
        calls.send(deadline, calls.post(ORGANIZATIONS, organization.value(), "groups").json(group));
    if (!reply.isGood() && reply.status() != 409 && reply.status() != 400) {
      throw reply.status() == 404 ? new Rejected("not_found") : reply.unforeseen();
    }
    return find(deadline, organization, role).orElseThrow(() -> new Rejected("group_name_taken"));
  }

  /* Whoever is in a group has the roles of the group around it too, so only outer ones mean one role. */
  private Optional<Group> find(Deadline deadline, OrganizationId organization, RoleSlug role) {
    return top(deadline, organization).stream()
        .filter(group -> group.isOnly(role) || group.isBegun(role))
        .min(
            Comparator.comparing((Group group) -> !group.isOnly(role))
                .thenComparing(group -> !group.name().equals(role.value()))
                .thenComparing(Group::id));
  }

  private RestRequest ofMember(OrganizationId organization, UserId user) {
    return calls
        .get(ORGANIZATIONS, organization.value(), "members", user.value(), "groups")
        .query("briefRepresentation", "false");
  }

  private RestRequest inGroup(OrganizationId organization, Group group) {
    return calls
        .get(ORGANIZATIONS, organization.value(), "groups", group.id(), "members")
        .query("briefRepresentation", "true");
  }

  /** Everything that a paged list holds. */
  <T> List<T> all(
      Deadline deadline, RestRequest list, Function<Fields, T> reader, Function<T, String> id) {
    return OffsetList.readAll(
        (first, max) -> read(calls.send(deadline, page(list, first, max)), reader, max),
        id,
        calls.pageSize());
  }

  static <T> OffsetList.Page<T> read(Reply reply, Function<Fields, T> reader, int max) {
    List<T> rows = Fields.each(Calls.KEYCLOAK, reply.array(), reader);
    return new OffsetList.Page<>(rows, rows.size() < max);
  }

  static RestRequest page(RestRequest list, int first, int max) {
    return list.query("first", String.valueOf(first)).query("max", String.valueOf(max));
  }
}
