package dev.muster.docs.snippets;

import static dev.muster.testkit.conformance.ProtectedRoute.get;
import static dev.muster.testkit.conformance.ProtectedRoute.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.conformance.ConformanceHost;
import dev.muster.testkit.conformance.ConformanceReport;
import dev.muster.testkit.conformance.Hole;
import dev.muster.testkit.conformance.MusterConformance;
import dev.muster.testkit.conformance.Outcome;
import dev.muster.testkit.conformance.ProtectedRoute;
import dev.muster.testkit.http.FakeProviderServer;
import dev.muster.testkit.http.HttpIdentityProvider;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.mint.TokenFlaw;
import dev.muster.testkit.stage.MusterKit;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** The other snippets of docs/conformance.md, run on Jetty. */
@MusterTest
class ConformanceSnippetsTest {
  @Test
  void a_route_that_is_declared_otherwise_than_it_is_fails(MusterKit kit) throws Exception {
    Server server = NotesOnJetty.serve(kit.muster());
    try {
      ConformanceReport report =
          options(MusterConformance.of(server.getURI()).host(ConformanceHost.of(kit)))
              .routes(get("/orgs/{organization}/notes").permitted("admin").refusedTo("member"))
              .check();
      assertThat(report.holes()).contains(Hole.IGNORES_ROLE);
    } finally {
      server.stop();
    }
  }

  @Test
  void answers_that_may_be_old_are_checked_after_their_bound() throws Exception {
    Duration minute = Duration.ofMinutes(1);
    try (MusterKit kit =
        MusterKit.with(
            settings -> settings.muster(host -> host.freshness(Freshness.within(minute))))) {
      Server server = NotesOnJetty.serve(kit.muster());
      try {
        MusterConformance check =
            MusterConformance.of(server.getURI())
                .routes(get("/orgs/{organization}/notes").member());
        assertThat(check.host(ConformanceHost.of(kit)).check().holes())
            .contains(Hole.LETS_REMOVED_IN);
        check.host(ConformanceHost.of(kit, minute)).check().assertConforms();
      } finally {
        server.stop();
      }
    }
  }

  private static MusterConformance options(MusterConformance conformance) {
    // @start region=conformance-options
    conformance
        .handled(NotesOnJetty.HANDLED::get)
        .hidingOrganizations()
        .ignoringHeader("X-Request-Id")
        .deadline(Duration.ofSeconds(2));
    // @end
    // @start region=conformance-without
    conformance
        .without(Outcome.BOUND_ELSEWHERE, "there are no keys for one organization")
        .without(TokenFlaw.NOT_YET_VALID, "our issuer's tokens have no nbf");
    // @end
    return conformance;
  }

  @Test
  void a_service_in_another_process_is_driven_through_the_wire() throws Exception {
    ProtectedRoute notes = get("/orgs/{organization}/notes").member();
    // @start region=conformance-process
    FakeIdentityProvider fake =
        FakeIdentityProvider.builder(new ProviderInstance("fake"))
            .clock(InstantSource.system())
            .build();
    try (FakeProviderServer provider = FakeProviderServer.start(fake, Secret.of("key"));
        Service service = Service.start(provider.uri())) {
      MusterConformance.of(service.uri())
          .host(new RunningService(fake, provider.accessTokens("notes"), service))
          .routes(notes)
          .without(Outcome.PERSONAL, "people have no address of their own")
          .without(Outcome.OTHERS_SCOPE, "people have no address of their own")
          .without(Outcome.BOUND_ELSEWHERE, "there are no keys for one organization")
          .check()
          .assertConforms();
    }
    // @end
  }

  /** Stands for a process that is told by its settings where the provider is. */
  private record Service(Server server, Muster muster)
      implements AutoCloseable, RunningService.Backdoor {
    static Service start(URI provider) throws Exception {
      InstantSource clock = InstantSource.system();
      // @start region=conformance-service
      OidcDiscovery issuer =
          OidcDiscovery.of(
              provider.toString(), HttpClient.newHttpClient(), Duration.ofSeconds(2), clock);
      Muster muster =
          Muster.builder()
              .provider(
                  HttpIdentityProvider.of(new ProviderInstance("fake"), provider, Secret.of("key")))
              .accessTokens(
                  BearerTokens.of(
                      new AccessTokenVerifier(
                          issuer.rules().audience("notes").headerType("at+jwt").build(),
                          issuer.keys(),
                          clock)))
              .roles(RoleMap.builder().role("admin").role("member").build())
              .build();
      // @end
      return new Service(NotesOnJetty.serve(muster), muster);
    }

    URI uri() {
      return server.getURI();
    }

    @Override
    public String slugOf(OrganizationId organization) {
      return organization.value();
    }

    /** It asks the provider each time. */
    @Override
    public void advanceClock(Duration step) {}

    @Override
    public void close() {
      try {
        server.stop();
      } catch (Exception stuck) {
        throw new IllegalStateException("the service does not stop", stuck);
      }
      muster.close();
    }
  }

  // @start region=conformance-kinds
  private static final ProtectedRoute[] KINDS = {
    get("/orgs/{organization}/notes").member().orPersonal(),
    get("/notes?in={organization}").member(),
    get("/notes").member().organizationInHeader("X-Organization"),
    get("/home").member().organizationInCredential(),
    post("/orgs/{organization}/leave", "{}").member().servesWith(204).once()
  };

  // @end

  @Test
  void all_kinds_of_routes_can_be_declared() {
    assertThat(MusterConformance.of(URI.create("http://127.0.0.1:1")).routes(KINDS)).isNotNull();
  }
}
