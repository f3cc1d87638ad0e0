package dev.muster.docs.snippets;

import static dev.muster.testkit.conformance.ProtectedRoute.delete;
import static dev.muster.testkit.conformance.ProtectedRoute.get;
import static dev.muster.testkit.conformance.ProtectedRoute.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.conformance.ConformanceHost;
import dev.muster.testkit.conformance.ConformanceReport;
import dev.muster.testkit.conformance.Hole;
import dev.muster.testkit.conformance.MusterConformance;
import dev.muster.testkit.conformance.PresentedCredential;
import dev.muster.testkit.conformance.ProtectedRoute;
import dev.muster.testkit.conformance.Staged;
import dev.muster.testkit.http.FakeProviderServer;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** The snippets of docs/conformance.md, run on Jetty. */
@MusterTest
class ConformanceSnippetsTest {
  private static final AtomicLong HANDLED = new AtomicLong();

  // @start region=conformance-check
  @Test
  void the_routes_of_the_running_host_conform(MusterKit kit) throws Exception {
    Server server = serve(kit.muster());
    try {
      ConformanceReport report =
          MusterConformance.of(server.getURI())
              .host(ConformanceHost.of(kit))
              .routes(
                  get("/orgs/{organization}/notes").member(),
                  post("/orgs/{organization}/notes", "{\"text\":\"x\"}").member(),
                  delete("/orgs/{organization}/notes/{note}")
                      .permitted("admin")
                      .refusedTo("member")
                      .with("note", this::note),
                  get("/me").signedIn())
              .check();
      System.out.println(report.table());
      report.assertConforms();
    } finally {
      server.stop();
    }
  }

  // @end

  @Test
  void a_route_that_is_declared_otherwise_than_it_is_fails(MusterKit kit) throws Exception {
    Server server = serve(kit.muster());
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

  private static MusterConformance options(MusterConformance conformance) {
    // @start region=conformance-options
    conformance
        .handled(HANDLED::get)
        .hidingOrganizations()
        .ignoringHeader("X-Request-Id")
        .deadline(Duration.ofSeconds(2));
    // @end
    return conformance;
  }

  // @start region=conformance-host
  /** A service in another process: it names organizations by its own slugs, and trusts a minute. */
  record RunningService(FakeIdentityProvider fake, FakeProviderServer issuer, Backdoor service)
      implements ConformanceHost {
    @Override
    public FakeIdentityProvider provider() {
      return fake;
    }

    @Override
    public PresentedCredential credential(UserId user) {
      return PresentedCredential.bearer(issuer.accessTokens("notes").valid(user));
    }

    @Override
    public String selector(OrganizationId organization) {
      return service.slugOf(organization);
    }

    @Override
    public void removed(UserId user, OrganizationId organization) {
      service.advanceClock(Duration.ofMinutes(1));
    }
  }

  // @end

  interface Backdoor {
    String slugOf(OrganizationId organization);

    void advanceClock(Duration step);
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

  private String note(Staged staged) {
    return "note-of-" + staged.organization();
  }

  private static Server serve(Muster muster) throws Exception {
    Routes.Builder routes =
        Routes.builder()
            .route("GET", "/orgs/{organization}/notes", Requirement.member())
            .route("POST", "/orgs/{organization}/notes", Requirement.member())
            .route(
                "DELETE",
                "/orgs/{organization}/notes/{note}",
                Requirement.atLeast(new Role("admin")))
            .route("GET", "/me", Requirement.signedIn());
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(NotesServlet.class, "/*");
    context.addServletContainerInitializer(
        (none, container) -> MusterWeb.of(muster, routes).install(container));
    Server server =
        new Server(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    server.setHandler(context);
    server.start();
    return server;
  }

  /** Does nothing, and counts it. */
  public static final class NotesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      HANDLED.incrementAndGet();
      response.setStatus(204);
    }
  }
}
