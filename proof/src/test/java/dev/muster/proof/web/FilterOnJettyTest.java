package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.role.RoleMap;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Routes;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.mint.CookieMinter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The filter on a real server: what reaches the handler, and what does not. */
class FilterOnJettyTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(clock).build();
  private final DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .directory(directory)
          .sessions(provider, SignIn.settings())
          .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
          .build();
  private final AtomicInteger handled = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server = new Server();
  private OrganizationId acme;
  private UserId ann;
  private String cookie;
  private URI base;

  @BeforeEach
  void start() throws Exception {
    ann = provider.dashboard().createUser("ann@example.com").id();
    var organization = provider.dashboard().createOrganization("Acme");
    acme = organization.id();
    directory.add(FAKE, new DirectoryStore.Entry(organization, new OrganizationSlug("acme")));
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    CookieMinter cookies = CookieMinter.of(muster, provider);
    cookie = cookies.header(cookies.valid(ann)).reveal();

    Routes routes =
        Routes.builder()
            .publicPath("/open")
            .publicPath("/forward")
            .publicPath("/include")
            .route("GET", "/orgs/{organization}/notes", Requirement.member())
            .route("POST", "/orgs/{organization}/notes", Requirement.member())
            .build();
    ServletContextHandler context = new ServletContextHandler();
    FilterHolder filter =
        new FilterHolder(new MusterFilter(muster, routes, FilterMounting.everywhere()));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new Handler()), "/*");
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    base = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    provider.calls().reset();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    muster.close();
  }

  private final class Handler extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      if (request.getPathInfo().equals("/forward")) {
        request.getRequestDispatcher("/orgs/acme/notes").forward(request, response);
        return;
      }
      if (request.getPathInfo().equals("/include")
          && request.getDispatcherType() == DispatcherType.REQUEST) {
        request.getRequestDispatcher("/orgs/acme/notes").include(request, response);
        return;
      }
      handled.incrementAndGet();
      if (!request.getPathInfo().equals("/open")) {
        response.setHeader("Seen", MusterRequest.pass(request).organization().value());
      }
    }
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @Tag("WEB-1")
  @Tag("WEB-4")
  void a_member_reaches_the_handler_with_a_pass_and_the_answer_is_not_stored() throws Exception {
    HttpResponse<String> response = send("GET", "/orgs/acme/notes", "Cookie", cookie);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Seen")).contains(acme.value());
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(send("HEAD", "/orgs/acme/notes", "Cookie", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("WEB-1")
  void without_a_credential_nothing_reaches_the_handler() throws Exception {
    HttpResponse<String> response = send("GET", "/orgs/acme/notes");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("\"code\":\"unauthenticated\"");
    assertThat(send("HEAD", "/orgs/acme/notes").statusCode()).isEqualTo(401);
    assertThat(handled).hasValue(0);
  }

  @Test
  @Tag("WEB-1")
  void what_is_not_declared_is_closed_to_everybody() throws Exception {
    assertThat(send("GET", "/elsewhere", "Cookie", cookie).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/orgs/acme/notes/", "Cookie", cookie).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/open/", "Cookie", cookie).statusCode()).isEqualTo(404);
    HttpResponse<String> method = send("DELETE", "/orgs/acme/notes", "Cookie", cookie);
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).contains("GET, POST");
    assertThat(send("OPTIONS", "/orgs/acme/notes").statusCode()).isEqualTo(405);
    assertThat(handled).hasValue(0);
    assertThat(send("GET", "/open").statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("WEB-1")
  void a_forward_to_a_protected_route_is_checked_like_a_request() throws Exception {
    assertThat(send("GET", "/forward").statusCode()).isEqualTo(401);
    assertThat(handled).hasValue(0);
    assertThat(send("GET", "/forward", "Cookie", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("WEB-1")
  void an_include_of_a_protected_route_is_checked_like_a_request() throws Exception {
    assertThat(send("GET", "/include").body()).contains("unauthenticated");
    assertThat(handled).hasValue(0);
    send("GET", "/include", "Cookie", cookie);
    assertThat(handled).hasValue(1);
  }

  @Test
  @Tag("ANS-6")
  void a_target_with_two_readings_is_refused_before_anything_is_checked() throws Exception {
    for (String path :
        List.of("/orgs/acme;a=b/notes", "/orgs/%61cme/notes", "/open;/", "/orgs/acme/%6Eotes")) {
      assertThat(send("GET", path, "Cookie", cookie).statusCode()).as(path).isEqualTo(400);
    }
    assertThat(handled).hasValue(0);
    assertThat(provider.calls().total()).isZero();
  }

  @Test
  @Tag("SES-10")
  void a_bad_header_never_falls_back_to_the_cookie() throws Exception {
    HttpResponse<String> response =
        send("GET", "/orgs/acme/notes", "Cookie", cookie, "Authorization", "Bearer x");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("invalid_credential");
    assertThat(handled).hasValue(0);
  }

  @Test
  @Tag("SES-11")
  void a_write_from_a_foreign_page_is_refused() throws Exception {
    String[][] foreign = {
      {"Cookie", cookie, "Sec-Fetch-Site", "cross-site"},
      {"Cookie", cookie, "Sec-Fetch-Site", "same-site"},
      {"Cookie", cookie, "Origin", "https://evil.example"},
      {"Cookie", cookie, "Origin", "null"}
    };
    for (String[] headers : foreign) {
      assertThat(send("POST", "/orgs/acme/notes", headers).statusCode()).isEqualTo(403);
    }
    assertThat(handled).hasValue(0);
    assertThat(
            send("POST", "/orgs/acme/notes", "Cookie", cookie, "Origin", "https://notes.example")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  @Tag("ANS-2")
  void an_outage_is_a_503_that_keeps_the_cookie() throws Exception {
    provider.faults().down();
    HttpResponse<String> response = send("GET", "/orgs/acme/notes", "Cookie", cookie);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    clock.advance(Duration.ofMinutes(6));
    HttpResponse<String> refreshing = send("GET", "/orgs/acme/notes", "Cookie", cookie);
    assertThat(refreshing.statusCode()).isEqualTo(503);
    assertThat(refreshing.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(handled).hasValue(0);
  }

  @Test
  @Tag("SES-6")
  void a_rotated_cookie_reaches_the_browser_from_a_denial_too() throws Exception {
    clock.advance(Duration.ofMinutes(6));
    provider.dashboard().remove(acme, ann);
    long atSignIn = provider.calls().count(Operation.REFRESH);
    HttpResponse<String> response = send("GET", "/orgs/acme/notes", "Cookie", cookie);
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().allValues("Set-Cookie")).hasSize(1);
    // Once into the organization, which refuses, and once into none.
    assertThat(provider.calls().count(Operation.REFRESH)).isEqualTo(atSignIn + 2);
  }
}
