package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.rest.Deadline;
import dev.muster.rest.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/* Groups are read one after another while members move and roles are mapped. A role counts for a
 * member only if the group had it before its members were read and after: else one who joins a
 * group that has just lost a role would be given it. */
/** The groups of many members, by whichever way takes fewer requests. */
final class RoleReader {
  private final Calls calls;
  private final GroupCalls groups;

  RoleReader(Calls calls, GroupCalls groups) {
    this.calls = calls;
    this.groups = groups;
  }

  /**
   * Reads.
   *
   * @param ofAll how many members the organization has, so that its groups have no more
   * @return the groups with roles of each of the users; a user who is no member any more may miss
   */
  Map<UserId, List<Group>> read(
      Deadline deadline, OrganizationId organization, List<UserId> users, long ofAll) {
    if (users.isEmpty()) {
      return Map.of();
    }
    List<Group> bearing = bearing(deadline, organization);
    long pages = bearing.size() * (1 + ofAll / calls.pageSize());
    return pages > users.size()
        ? byMember(deadline, organization, users)
        : byGroup(deadline, organization, users, bearing);
  }

  /** One request for each of the users, side by side. */
  Map<UserId, List<Group>> byMember(
      Deadline deadline, OrganizationId organization, List<UserId> users) {
    List<Reply> first =
        calls.sendAll(
            deadline,
            users.stream().map(user -> groups.firstOfMember(organization, user)).toList());
    Map<UserId, List<Group>> all = new HashMap<>();
    for (int i = 0; i < users.size(); i++) {
      UserId user = users.get(i);
      if (first.get(i).status() == 404) {
        groups.requireEnded(deadline, organization, user);
      } else {
        all.put(user, groups.ofMember(deadline, organization, user, first.get(i)));
      }
    }
    return all;
  }

  private Map<UserId, List<Group>> byGroup(
      Deadline deadline, OrganizationId organization, List<UserId> users, List<Group> before) {
    Map<UserId, List<Group>> all = new HashMap<>();
    users.forEach(user -> all.put(user, new ArrayList<>()));
    List<Reply> first =
        calls.sendAll(
            deadline,
            before.stream().map(group -> groups.firstOfGroup(organization, group)).toList());
    List<List<UserId>> members = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      members.add(
          first.get(i).status() == 404
              ? List.of()
              : groups.ofGroup(deadline, organization, before.get(i), first.get(i)));
    }
    Map<String, Group> after = new HashMap<>();
    if (!before.isEmpty()) {
      bearing(deadline, organization).forEach(group -> after.put(group.id(), group));
    }
    for (int i = 0; i < before.size(); i++) {
      Group group = before.get(i);
      Group still = after.get(group.id());
      if (still != null) {
        Group kept = group.with(common(group.roles(), still.roles()));
        for (UserId user : members.get(i)) {
          List<Group> of = all.get(user);
          if (of != null) {
            of.add(kept);
          }
        }
      }
    }
    return all;
  }

  private List<Group> bearing(Deadline deadline, OrganizationId organization) {
    return groups.ofOrganization(deadline, organization).stream()
        .filter(group -> !group.roles().isEmpty())
        .toList();
  }

  private static Set<RoleSlug> common(Set<RoleSlug> one, Set<RoleSlug> other) {
    Set<RoleSlug> both = new TreeSet<>(Group.ORDER);
    both.addAll(one);
    both.retainAll(other);
    return both;
  }
}
