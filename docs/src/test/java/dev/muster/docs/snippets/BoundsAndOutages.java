package dev.muster.docs.snippets;

// @start region=bounds
import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;

public final class BoundsAndOutages {
  public static void main(String[] args) {
    HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
    FakeIdentityProvider provider =
        FakeIdentityProvider.builder(new ProviderInstance("fake")).clock(clock).build();
    UserId ann = provider.dashboard().createUser("ann@example.com").id();
    OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));

    MusterBuilder builder =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").build())
            .freshness(Freshness.within(Duration.ofSeconds(30)))
            .grace(Duration.ofMinutes(5))
            .clocks(clock, System::nanoTime);
    try (Muster muster = builder.build()) {
      Session session = muster.vouchedByHost(ann);
      Requirement member = Requirement.member();
      AccessCheck live = AccessCheck.of(session, member).in(acme.value()).fresher(Freshness.live());

      // The provider is asked once, and memory answers until the evidence is 30 seconds old.
      System.out.println(muster.check(session, acme.value(), member));
      provider.faults().down();
      clock.advance(Duration.ofSeconds(20));
      System.out.println(muster.check(session, acme.value(), member));
      System.out.println(muster.check(live)); // undecided: nobody can be asked

      // Beyond the bound the mirror serves in the declared grace, and the decision says so.
      clock.advance(Duration.ofSeconds(20));
      System.out.println(muster.check(session, acme.value(), member).explanation().stale());

      // Removed: out at once where the check is live, and from then on for the others here too.
      provider.faults().up();
      provider.dashboard().remove(acme, ann);
      System.out.println(muster.check(live));
      System.out.println(muster.check(session, acme.value(), member));
    }
  }
}
// @end
