package dev.muster.docs.snippets;

// @start region=first
import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;

public final class FirstCheck {
  public static void main(String[] args) {
    FakeIdentityProvider provider =
        FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
    UserId ann = provider.dashboard().createUser("ann@example.com").id();
    OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));

    RoleMap roles = RoleMap.builder().role("admin").build();
    try (Muster muster = Muster.builder().provider(provider).roles(roles).build()) {
      AccessCheck check =
          AccessCheck.of(muster.vouchedByHost(ann), Requirement.member()).in(acme.value());
      System.out.println(muster.check(check));

      provider.dashboard().remove(acme, ann);
      System.out.println(muster.check(check));

      provider.faults().down();
      System.out.println(muster.check(check));
    }
  }
}
// @end
