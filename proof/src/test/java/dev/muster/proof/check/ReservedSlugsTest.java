package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.account.CreationResult;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.SlugPolicy;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Sessions;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reserved slugs, on every path that gives an organization one. */
@Tag("ORG-7")
class ReservedSlugsTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final RoleSlug ADMIN = new RoleSlug("admin");

  private final FakeIdentityProvider provider = FakeIdentityProvider.builder(FAKE).build();
  private final DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();

  private MusterBuilder builder() {
    return Muster.builder()
        .provider(provider)
        .directory(directory)
        .roles(RoleMap.builder().role("admin").build());
  }

  private Decision check(Muster muster, String organization) {
    return muster.check(
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.member()).in(organization));
  }

  /** The slug that an organization of this name gets when its first member is seen. */
  private String mirrored(SlugPolicy policy, String name) {
    OrganizationId id = provider.dashboard().createOrganization(name).id();
    provider.dashboard().join(id, ann, ADMIN);
    try (Muster muster = builder().slugs(policy).build()) {
      assertThat(check(muster, id.value())).isInstanceOf(Decision.Granted.class);
    }
    return directory.find(FAKE, id).orElseThrow().slug().value();
  }

  @ParameterizedTest
  @CsvSource({
    "Acme, acme",
    "Admin, admin-[0-9a-f]{6}",
    "ａｄｍｉｎ, admin-[0-9a-f]{6}",
    "Organization, organization-[0-9a-f]{6}",
    "Muster Tools, organization-[0-9a-f]{6}",
    "🎉, organization-[0-9a-f]{6}",
  })
  void an_organization_seen_first_gets_no_reserved_slug(String name, String slug) {
    assertThat(mirrored(SlugPolicy.standard(), name)).matches(slug);
  }

  @Test
  void a_collision_never_ends_under_a_reserved_prefix() {
    SlugPolicy policy = SlugPolicy.builder().reservedPrefix("acme-").build();
    assertThat(mirrored(policy, "Acme")).isEqualTo("acme");
    assertThat(mirrored(policy, "Acme")).matches("organization-[0-9a-f]{6}");
  }

  @Test
  void a_host_that_reserves_nothing_says_so_by_name() {
    assertThat(mirrored(SlugPolicy.none(), "Admin")).isEqualTo("admin");
  }

  @Test
  void a_creation_under_a_reserved_slug_asks_nobody_and_reserves_nothing() {
    try (Muster muster =
        builder()
            .sessions(provider, SignIn.settings())
            .organizationCreation(provider, ADMIN)
            .slugs(SlugPolicy.builder().reservedWord("acme").build())
            .build()) {
      Sessions sessions = muster.sessions().orElseThrow();
      String cookie = SignIn.at(provider, sessions, ann).value().reveal();
      Authentication in = sessions.authenticate(Credential.of(List.of(), List.of(cookie)));
      Pass pass = muster.require(AccessCheck.of(in, Requirement.signedIn()));
      provider.calls().reset();
      for (String reserved : List.of("admin", "acme", "xn-acme")) {
        assertThat(create(muster, pass, reserved)).isEqualTo(new CreationResult.SlugReserved());
        assertThat(
                directory.reserve(
                    FAKE, new OrganizationSlug(reserved), new UserId("user_other"), "free"))
            .isEqualTo(new DirectoryStore.Reservation.Reserved("free"));
      }
      assertThat(provider.calls().total()).isZero();
      assertThat(create(muster, pass, "acme-2")).isInstanceOf(CreationResult.Created.class);
    }
  }

  private static CreationResult create(Muster muster, Pass pass, String slug) {
    return muster
        .organizationCreation()
        .orElseThrow()
        .create(pass, new OrganizationSlug(slug), "Acme");
  }

  @Test
  void a_word_that_is_reserved_later_takes_no_slug_away_and_costs_what_any_does() {
    Organization acme = provider.dashboard().createOrganization("Acme");
    provider.dashboard().join(acme.id(), ann, ADMIN);
    directory.add(FAKE, new DirectoryStore.Entry(acme, new OrganizationSlug("notes")));
    try (Muster muster =
        builder().slugs(SlugPolicy.builder().reservedWord("notes").build()).build()) {
      provider.calls().reset();
      assertThat(check(muster, "notes")).isInstanceOf(Decision.Granted.class);
      long calls = provider.calls().total();
      assertThat(check(muster, "admin")).isInstanceOf(Decision.Denied.class);
      assertThat(provider.calls().total()).isEqualTo(2 * calls);
    }
  }

  @Test
  void a_policy_that_leaves_no_slug_for_a_name_without_letters_is_a_fault() {
    for (String prefix : List.of("organ", "organization-", "organization-a")) {
      MusterBuilder faulty = builder().slugs(SlugPolicy.builder().reservedPrefix(prefix).build());
      assertThatThrownBy(faulty::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("slug policy reserves slugs that begin with `organization-`");
    }
  }
}
