package dev.muster.jdbi.tenant;

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
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.gateway.Patience;

/** Scopes of real passes: a real Muster answered. */
final class TestScopes {
  static final TenantScope ORGANIZATION;
  static final TenantScope PERSONAL;

  static {
    FakeIdentityProvider provider =
        FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
    UserId ann = provider.dashboard().createUser("ann@example.org").id();
    OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .deadline(Patience.LONG)
            .build()) {
      Pass in =
          muster.require(
              AccessCheck.of(muster.vouchedByHost(ann), Requirement.member())
                  .in(OrganizationRef.of(acme)));
      Pass alone =
          muster.require(AccessCheck.of(muster.vouchedByHost(ann), Requirement.signedIn()));
      ORGANIZATION = TenantScope.of(in);
      PERSONAL = TenantScope.of(alone);
    }
  }

  private TestScopes() {}
}
