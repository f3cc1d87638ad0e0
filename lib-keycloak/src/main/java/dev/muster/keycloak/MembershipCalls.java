package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.OffsetList;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Keycloak knows no state of a membership: a user or an organization that is disabled makes all
 * memberships of it inactive. */
/** Memberships, one by one and in lists. */
final class MembershipCalls {
  private static final String ORGANIZATIONS = "organizations";

  private final Calls calls;
  private final DirectoryCalls directory;
  private final GroupCalls groups;
  private final RoleReader roles;

  MembershipCalls(Calls calls, DirectoryCalls directory, GroupCalls groups) {
    this.calls = calls;
    this.directory = directory;
    this.groups = groups;
    roles = new RoleReader(calls, groups);
  }

  /**
   * A membership with the groups that give it its roles.
   *
   * @param membership what it is
   * @param groups the groups
   * @param inDoubt whether the user may be disabled for want of an answer
   */
  record Found(Membership membership, List<Group> groups, boolean inDoubt) {}

  Optional<Membership> find(Deadline deadline, OrganizationId organization, UserId user) {
    return found(deadline, organization, user).map(Found::membership);
  }

  /**
   * What is decided by.
   *
   * @throws Unavailable if it is in doubt
   */
  Optional<Found> found(Deadline deadline, OrganizationId organization, UserId user) {
    Optional<Found> found = read(deadline, organization, user);
    if (found.isPresent() && found.get().inDoubt()) {
      throw silentFederation();
    }
    return found;
  }

  /**
   * What is told of many: one user whose federation is silent is not to keep everybody else from
   * being read, and is told as Keycloak has it.
   */
  Optional<Membership> told(Deadline deadline, OrganizationId organization, UserId user) {
    return read(deadline, organization, user).map(Found::membership);
  }

  /* Three reads side by side. */
  private Optional<Found> read(Deadline deadline, OrganizationId organization, UserId user) {
    if (!Ids.canBe(organization.value(), user.value())) {
      return Optional.empty();
    }
    List<Reply> replies =
        calls.sendAll(
            deadline,
            List.of(
                calls.get(ORGANIZATIONS, organization.value()),
                calls.get(ORGANIZATIONS, organization.value(), "members", user.value()),
                groups.firstOfMember(organization, user)));
    Optional<Fields> where = directory.about(deadline, replies.get(0), organization);
    if (where.isEmpty()) {
      return Optional.empty();
    }
    if (replies.get(1).status() == 404) {
      // As where there is no organization: strangers learn nothing from how long it takes.
      calls.requireOrganizations(deadline);
      return Optional.empty();
    }
    if (replies.get(2).status() == 404) {
      groups.requireEnded(deadline, organization, user);
      return Optional.empty();
    }
    Fields who = DirectoryCalls.about(replies.get(1).document(), user.value());
    List<Group> held = groups.ofMember(deadline, organization, user, replies.get(2));
    Membership membership = membership(where.get(), organization, who.flag("enabled"), user, held);
    return Optional.of(new Found(membership, held, isInDoubt(who)));
  }

  /** All of a user, or nothing where they are more than {@code most}. */
  Optional<List<Membership>> ofUser(Deadline deadline, UserId user, int most) {
    if (!Ids.canBe(user.value())) {
      return Optional.of(List.of());
    }
    List<Reply> replies =
        calls.sendAll(
            deadline,
            List.of(
                calls.get("users", user.value()),
                calls.get(ORGANIZATIONS, "members", user.value(), ORGANIZATIONS)));
    if (replies.get(0).status() == 404 || replies.get(1).status() == 404) {
      calls.requireOrganizations(deadline);
      return Optional.of(List.of());
    }
    boolean enabled = DirectoryCalls.about(replies.get(0).document(), user.value()).flag("enabled");
    Map<OrganizationId, Fields> all = new LinkedHashMap<>();
    for (Fields row : Fields.each(Calls.KEYCLOAK, replies.get(1).array(), row -> row)) {
      all.put(row.named("id", OrganizationId::new), row);
    }
    calls.requireSight(deadline, ORGANIZATIONS, all.keySet());
    if (all.size() > most) {
      return Optional.empty();
    }
    List<RestRequest> each =
        all.keySet().stream().map(where -> groups.firstOfMember(where, user)).toList();
    List<Reply> held = calls.sendAll(deadline, each);
    List<Membership> memberships = new ArrayList<>();
    int next = 0;
    for (Map.Entry<OrganizationId, Fields> row : all.entrySet()) {
      Reply first = held.get(next++);
      if (first.status() == 404) {
        groups.requireEnded(deadline, row.getKey(), user);
      } else {
        List<Group> in = groups.ofMember(deadline, row.getKey(), user, first);
        memberships.add(membership(row.getValue(), row.getKey(), enabled, user, in));
      }
    }
    return Optional.of(List.copyOf(memberships));
  }

  List<Membership> ofOrganization(Deadline deadline, OrganizationId organization) {
    Optional<Fields> where = directory.document(deadline, organization);
    if (where.isEmpty()) {
      return List.of();
    }
    List<Fields> rows = rows(deadline, organization);
    return memberships(deadline, where.get(), organization, rows, rows.size());
  }

  /** Of some members of an organization, by their rows in one of its lists. */
  List<Membership> ofRows(Deadline deadline, OrganizationId organization, List<Fields> rows) {
    Optional<Fields> where = directory.document(deadline, organization);
    if (where.isEmpty() || rows.isEmpty()) {
      return List.of();
    }
    List<UserId> users = rows.stream().map(row -> row.named("id", UserId::new)).toList();
    return memberships(
        where.get(), organization, rows, roles.byMember(deadline, organization, users));
  }

  DirectoryWalk.Page<Membership> page(
      Deadline deadline, OrganizationId organization, @Nullable String after, int limit) {
    Optional<Fields> where = directory.document(deadline, organization);
    if (where.isEmpty()) {
      return new DirectoryWalk.Page<>(List.of(), null);
    }
    RestRequest list = members(organization);
    DirectoryWalk.Page<Fields> page =
        OffsetList.page(
            (first, max) ->
                GroupCalls.read(
                    calls.send(deadline, GroupCalls.page(list, first, max)), row -> row, max),
            row -> row.filled("id"),
            after,
            Math.min(limit, calls.pageSize()));
    calls.requireSight(deadline, "users", page.items());
    long all = page.items().size();
    if (after != null || page.next() != null) {
      Reply count =
          calls.send(deadline, calls.get(ORGANIZATIONS, organization.value(), "members", "count"));
      all = count.number();
    }
    return new DirectoryWalk.Page<>(
        memberships(deadline, where.get(), organization, page.items(), all), page.next());
  }

  List<User> profiles(Deadline deadline, OrganizationId organization, Set<UserId> asked) {
    return directory.document(deadline, organization).isEmpty()
        ? List.of()
        : rows(deadline, organization).stream()
            .filter(row -> asked.contains(row.named("id", UserId::new)))
            .map(DirectoryCalls::user)
            .toList();
  }

  private List<Fields> rows(Deadline deadline, OrganizationId organization) {
    List<Fields> rows =
        groups.all(deadline, members(organization), row -> row, row -> row.filled("id"));
    calls.requireSight(deadline, "users", rows);
    return rows;
  }

  /** Whether a user may be disabled for want of an answer of the federation that the user is of. */
  static boolean isInDoubt(Fields who) {
    return !who.flag("enabled") && who.textOrNull("federationLink") != null;
  }

  static Unavailable silentFederation() {
    return new Unavailable(
        "Keycloak tells a user of a federation disabled, as it does while that is silent", null);
  }

  private RestRequest members(OrganizationId organization) {
    return calls
        .get(ORGANIZATIONS, organization.value(), "members")
        .query("briefRepresentation", "true");
  }

  private List<Membership> memberships(
      Deadline deadline, Fields where, OrganizationId organization, List<Fields> rows, long ofAll) {
    List<UserId> users = rows.stream().map(row -> row.named("id", UserId::new)).toList();
    return memberships(where, organization, rows, roles.read(deadline, organization, users, ofAll));
  }

  private static List<Membership> memberships(
      Fields where, OrganizationId organization, List<Fields> rows, Map<UserId, List<Group>> held) {
    List<Membership> memberships = new ArrayList<>();
    for (Fields row : rows) {
      UserId user = row.named("id", UserId::new);
      List<Group> in = held.get(user);
      if (in != null) {
        memberships.add(membership(where, organization, row.flag("enabled"), user, in));
      }
    }
    return List.copyOf(memberships);
  }

  private static Membership membership(
      Fields where,
      OrganizationId organization,
      boolean userIsEnabled,
      UserId user,
      Collection<Group> groups) {
    return new Membership(
        Ids.membership(organization, user),
        organization,
        user,
        userIsEnabled && where.flag("enabled")
            ? MembershipStatus.ACTIVE
            : MembershipStatus.INACTIVE,
        Group.rolesOf(groups),
        null);
  }
}
