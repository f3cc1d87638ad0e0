package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Memberships as they are when an event about them is read. */
final class Restated {
  /** How many one event may be about, to be read within the call that reads the event. */
  static final int MOST = 50;

  /** Of how many all other memberships are read, one after another, for one event. */
  static final int FEW = 10;

  private static final String ORGANIZATIONS = "organizations";

  private final Calls calls;
  private final MembershipCalls memberships;

  Restated(Calls calls, MembershipCalls memberships) {
    this.calls = calls;
    this.memberships = memberships;
  }

  What one(Deadline deadline, OrganizationId organization, UserId user) {
    return memberships
        .told(deadline, organization, user)
        .<What>map(MembershipStated::new)
        .orElseGet(
            () ->
                new MembershipEnded(
                    new Membership(
                        Ids.membership(organization, user),
                        organization,
                        user,
                        MembershipStatus.INACTIVE,
                        List.of(),
                        null)));
  }

  /** All of a user, or nothing where they are too many. */
  Optional<List<Membership>> ofUser(Deadline deadline, UserId user) {
    return memberships.ofUser(deadline, user, MOST);
  }

  /** All of an organization, or nothing where they are too many. */
  Optional<List<Membership>> allOf(Deadline deadline, OrganizationId organization) {
    Reply count =
        calls.send(deadline, calls.get(ORGANIZATIONS, organization.value(), "members", "count"));
    if (count.status() == 404) {
      // Its end is another event.
      calls.requireOrganizations(deadline);
      return Optional.of(List.of());
    }
    return count.number() > MOST
        ? Optional.empty()
        : Optional.of(memberships.ofOrganization(deadline, organization));
  }

  /** All in a group of an organization, or nothing where they are too many. */
  Optional<List<Membership>> inGroup(Deadline deadline, OrganizationId organization, String group) {
    RestRequest list = calls.get(ORGANIZATIONS, organization.value(), "groups", group, "members");
    List<Fields> rows = rows(deadline, list, MOST + 1);
    return rows.size() > MOST
        ? Optional.empty()
        : Optional.of(memberships.ofRows(deadline, organization, rows));
  }

  /**
   * Everywhere those whom an organization manages: while it is disabled, so are they. Nothing where
   * they are too many.
   */
  Optional<List<Membership>> ofManaged(Deadline deadline, OrganizationId organization) {
    RestRequest list =
        calls
            .get(ORGANIZATIONS, organization.value(), "members")
            .query("membershipType", "managed");
    List<Fields> rows = rows(deadline, list, FEW + 1);
    if (rows.size() > FEW) {
      return Optional.empty();
    }
    List<Membership> all = new ArrayList<>();
    for (Fields row : rows) {
      Optional<List<Membership>> more = ofUser(deadline, row.named("id", UserId::new));
      if (more.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(more.get());
    }
    all.removeIf(one -> one.organization().equals(organization));
    return Optional.of(all);
  }

  private List<Fields> rows(Deadline deadline, RestRequest list, int max) {
    Reply reply = calls.send(deadline, GroupCalls.page(list, 0, max));
    if (reply.status() == 404) {
      // Its end is another event.
      calls.requireOrganizations(deadline);
      return List.of();
    }
    List<Fields> rows = Fields.each(Calls.KEYCLOAK, reply.array(), row -> row);
    calls.requireSight(deadline, "users", rows);
    return rows;
  }
}
