package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.rest.OffsetList;
import dev.muster.rest.Reply;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All organizations of a realm by name, and their members by user name. */
final class KeycloakWalk implements DirectoryWalk {
  private final Calls calls;
  private final MembershipCalls memberships;

  KeycloakWalk(Calls calls, MembershipCalls memberships) {
    this.calls = calls;
    this.memberships = memberships;
  }

  @Override
  public Page<Organization> organizations(@Nullable String after, int limit) {
    int rows = rows(limit);
    return calls.within(
        deadline -> {
          Page<Organization> page =
              OffsetList.page(
                  (first, max) -> {
                    Reply reply =
                        calls.send(
                            deadline, GroupCalls.page(calls.get("organizations"), first, max));
                    if (reply.status() == 404) {
                      calls.requireOrganizations(deadline);
                    }
                    return GroupCalls.read(reply, DirectoryCalls::organization, max);
                  },
                  organization -> organization.id().value(),
                  after,
                  rows);
          calls.requireSight(deadline, "organizations", page.items());
          return page;
        });
  }

  @Override
  public Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    Objects.requireNonNull(organization, "organization");
    int rows = rows(limit);
    return calls.within(deadline -> memberships.page(deadline, organization, after, rows));
  }

  private int rows(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page has 1 row or more, but " + limit + " were asked");
    }
    return Math.min(limit, calls.pageSize());
  }
}
