package dev.muster.jdbi;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.store.MembershipStore;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.gateway.Patience;

/** Two organizations, a user of each, and real passes for them. */
final class Passes implements AutoCloseable {
  final UserId ann;
  final UserId ben;
  final OrganizationId acme;
  final OrganizationId beta;
  final FakeDashboard dashboard;
  private final Muster muster;

  Passes(MembershipStore mirror) {
    FakeIdentityProvider provider =
        FakeIdentityProvider.builder(new ProviderInstance("test")).build();
    dashboard = provider.dashboard();
    ann = dashboard.createUser("ann@example.org").id();
    ben = dashboard.createUser("ben@example.org").id();
    acme = dashboard.createOrganization("Acme").id();
    beta = dashboard.createOrganization("Beta").id();
    dashboard.join(acme, ann, new RoleSlug("member"));
    dashboard.join(beta, ben, new RoleSlug("member"));
    muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").role("admin").build())
            .deadline(Patience.LONG)
            .memberships(mirror)
            .build();
  }

  Pass in(OrganizationId organization, UserId user) {
    return muster.require(
        AccessCheck.of(muster.vouchedByHost(user), Requirement.member())
            .in(OrganizationRef.of(organization)));
  }

  Pass alone(UserId user) {
    return muster.require(AccessCheck.of(muster.vouchedByHost(user), Requirement.signedIn()));
  }

  @Override
  public void close() {
    muster.close();
  }
}
