package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.scope.OrganizationSelector;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;
import dev.muster.session.Session;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The snippets of docs/organizations.md, and those of docs/servlet.md about organizations, run. */
class OrganizationSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final RoleMap roles = RoleMap.builder().role("member").build();
  private final Muster muster = Muster.builder().provider(provider).roles(roles).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final Session session = muster.vouchedByHost(ann);
  private final OrganizationId acme = joined("Acme");

  private OrganizationId joined(String name) {
    OrganizationId organization = provider.dashboard().createOrganization(name).id();
    provider.dashboard().join(organization, ann, new RoleSlug("member"));
    assertThat(muster.check(session, organization.value(), Requirement.member()))
        .isInstanceOf(Decision.Granted.class);
    return organization;
  }

  private static void assertReason(Reason reason, Decision decision) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Denied.class, denied -> assertThat(denied.reason()).isEqualTo(reason));
  }

  @AfterEach
  void close() {
    muster.close();
  }

  @Test
  void places() {
    OrganizationId beta = joined("Beta");
    String inPath = "acme";
    String inHeader = acme.value();
    String label = "beta";
    // @start region=organization-places
    OrganizationSelector said =
        OrganizationSelector.none().path(inPath).header(inHeader).subdomain(label);
    Decision decision = muster.check(AccessCheck.of(session, Requirement.member()).in(said));
    // @end
    assertReason(Reason.SELECTOR_CONFLICT, decision);
    assertThat(beta).isNotEqualTo(acme);
  }

  @Test
  void bound() {
    joined("Beta");
    // @start region=organization-bound
    Session ofKey = muster.vouchedByHost(ann, acme);
    Decision here = muster.check(AccessCheck.of(ofKey, Requirement.member()));
    Decision elsewhere = muster.check(ofKey, "beta", Requirement.member());
    // @end
    assertThat(here.explanation().organization()).isEqualTo(acme);
    assertThat(here).isInstanceOf(Decision.Granted.class);
    assertReason(Reason.WRONG_ORGANIZATION, elsewhere);
  }

  @Test
  void of_the_session() {
    // @start region=organization-of-session
    AccessCheck me =
        AccessCheck.of(session, Requirement.signedIn())
            .in(OrganizationSelector.none().orOfSession());
    // @end
    assertThat(muster.check(me)).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void choices() {
    OrganizationId beta = joined("Beta");
    provider.dashboard().remove(acme, ann);
    // @start region=organization-choices
    Decision decision = muster.check(session, "acme", Requirement.member());
    if (decision instanceof Decision.Denied denied) {
      String page =
          muster
              .scopesAfter(session, denied)
              .fold(
                  offered ->
                      offered.organizations().isEmpty()
                          ? "/onboarding"
                          : "/choose/" + offered.organizations().get(0).id(),
                  failure -> "/try-again");
      // @end
      assertThat(page).isEqualTo("/choose/" + beta);
    }
    assertReason(Reason.NO_MEMBERSHIP, decision);
  }

  @Test
  void refresh() {
    // @start region=organization-refresh
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(roles)
            .organizationRefresh(Duration.ofMinutes(10))
            .build()) {
      // @end
      assertThat(muster.check(muster.vouchedByHost(ann), acme.value(), Requirement.member()))
          .isInstanceOf(Decision.Granted.class);
    }
  }

  @Test
  void routes() {
    // @start region=servlet-organizations
    Routes routes =
        Routes.builder()
            .organizationHeader("X-Organization")
            .organizationSubdomainOf("notes.example")
            .route("GET", "/notes", Requirement.member())
            .route("GET", "/orgs/{organization}/notes", Requirement.member())
            .route("GET", "/me", Requirement.signedIn(), RouteOptions.strict().orOfSession())
            .route(
                "GET",
                "/home",
                Requirement.member(),
                RouteOptions.strict()
                    .orOfSessionElseTheOnlyOther()
                    .freshness(Freshness.within(Duration.ofSeconds(10))))
            .build();
    // @end
    assertThat(routes).isNotNull();
  }
}
