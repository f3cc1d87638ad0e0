package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.contract.PassingProvider;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.scope.OrganizationSelector;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What an id and a slug point to where a provider's ids look like slugs, and what a decoy tells.
 */
class PointersTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final OrganizationId NUMBERED = new OrganizationId("4711");
  private static final OrganizationId OTHER = new OrganizationId("9000");
  private static final Freshness HOUR = Freshness.within(Duration.ofHours(1));
  private static final UserId ANN = new UserId("ann");

  private final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(FAKE).clock(InstantSource.system()).build();
  private final DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());

  /** Ann's only organization. */
  private OrganizationId annIsIn = NUMBERED;

  private final IdentityProvider numbers =
      new PassingProvider(fake) {
        @Override
        public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
          return organization.equals(annIsIn)
              ? Optional.of(
                  new Membership(
                      new MembershipId("om_" + organization),
                      organization,
                      user,
                      MembershipStatus.ACTIVE,
                      List.of(new RoleSlug("admin")),
                      null))
              : Optional.empty();
        }

        @Override
        public Optional<Organization> findOrganization(OrganizationId organization) {
          return Optional.of(new Organization(organization, "Any"));
        }
      };

  private MusterBuilder builder(IdentityProvider provider) {
    return Muster.builder()
        .provider(provider)
        .directory(directory)
        .roles(RoleMap.builder().role("admin").build());
  }

  /** Another organization's slug is the first one's id. */
  @BeforeEach
  void slugs() {
    add(NUMBERED, "acme");
    add(OTHER, NUMBERED.value());
  }

  private void add(OrganizationId id, String slug) {
    directory.add(
        FAKE, new DirectoryStore.Entry(new Organization(id, "Any"), new OrganizationSlug(slug)));
  }

  @Test
  @Tag("ORG-3")
  @Tag("MEM-12")
  void a_pass_that_is_asked_for_again_is_of_the_same_organization() {
    try (Muster muster = builder(numbers).build()) {
      Pass pass =
          muster.require(
              AccessCheck.of(muster.vouchedByHost(ANN), Requirement.atLeast(new Role("admin")))
                  .in("acme"));
      assertThat(pass.organization()).isEqualTo(NUMBERED);
      assertThat(muster.check(AccessCheck.again(pass))).isInstanceOf(Decision.Granted.class);

      annIsIn = OTHER;

      assertThat(muster.check(AccessCheck.again(pass))).isInstanceOf(Decision.Denied.class);
    }
  }

  @Test
  @Tag("ORG-7")
  void what_memory_holds_of_an_id_is_not_found_by_the_slug_that_looks_like_it() {
    try (Muster muster = builder(numbers).freshness(HOUR).build()) {
      AccessCheck byId =
          AccessCheck.of(muster.vouchedByHost(ANN), Requirement.member())
              .in(OrganizationRef.of(NUMBERED));
      AccessCheck bySlug =
          AccessCheck.of(muster.vouchedByHost(ANN), Requirement.member()).in(NUMBERED.value());
      for (int i = 0; i < 3; i++) {
        assertThat(muster.check(byId).explanation().organization()).isEqualTo(NUMBERED);
        assertThat(muster.check(bySlug).explanation().organization()).isEqualTo(OTHER);
        assertThat(muster.check(bySlug)).isInstanceOf(Decision.Denied.class);
      }
    }
  }

  @Test
  @Tag("ORG-4")
  void nobody_can_name_a_decoy() throws Exception {
    try (Muster muster = builder(fake).build()) {
      assertThat(asStranger(muster, "nowhere")).isEqualTo(asStranger(muster, "acme"));
    }
  }

  /** What a stranger hears who names a slug and, beside it, the digest of its text as an id. */
  private static Problem asStranger(Muster muster, String slug) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(slug.getBytes(StandardCharsets.UTF_8));
    String id = "org_" + HexFormat.of().withUpperCase().formatHex(digest, 0, 13);
    Decision decision =
        muster.check(
            AccessCheck.of(muster.vouchedByHost(ANN), Requirement.member())
                .in(OrganizationSelector.of(slug).header(id)));
    return ((Decision.Denied) decision).reason().problem();
  }
}
