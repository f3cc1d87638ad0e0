package dev.muster.docs.snippets;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleMap;
import dev.muster.scope.OrganizationSelector;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;
import dev.muster.session.Session;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The snippets of docs/organizations.md, and those of docs/servlet.md about organizations, run. */
@MusterTest
class OrganizationSnippetsTest {
  private final MusterKit kit;
  private final Muster muster;
  private final UserId ann;
  private final Session session;
  private final OrganizationId acme;

  OrganizationSnippetsTest(MusterKit kit, Muster muster) {
    this.kit = kit;
    this.muster = muster;
    ann = kit.user("ann");
    session = kit.actingAs("ann").session();
    acme = kit.org("acme").member("ann").id();
  }

  @Test
  void places() {
    OrganizationId beta = kit.org("beta").member("ann").id();
    String inPath = "acme";
    String inHeader = acme.value();
    String label = "beta";
    // @start region=organization-places
    OrganizationSelector said =
        OrganizationSelector.none().path(inPath).header(inHeader).subdomain(label);
    Decision decision = muster.check(AccessCheck.of(session, Requirement.member()).in(said));
    // @end
    assertThat(decision).isDenied(Reason.SELECTOR_CONFLICT);
    assertThat(beta).isNotEqualTo(acme);
  }

  @Test
  void bound() {
    kit.org("beta").member("ann");
    // @start region=organization-bound
    Session ofKey = muster.vouchedByHost(ann, acme);
    Decision here = muster.check(AccessCheck.of(ofKey, Requirement.member()));
    Decision elsewhere = muster.check(ofKey, "beta", Requirement.member());
    // @end
    assertThat(here.explanation().organization()).isEqualTo(acme);
    assertThat(here).isGranted();
    assertThat(elsewhere).isDenied(Reason.WRONG_ORGANIZATION);
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
    OrganizationId beta = kit.org("beta").member("ann").id();
    kit.provider().remove("ann", "acme");
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
    assertThat(decision).isDenied(Reason.NO_MEMBERSHIP);
  }

  @Test
  void refresh() {
    IdentityProvider provider = kit.provider().fake();
    RoleMap roles = RoleMap.builder().role("member").build();
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
