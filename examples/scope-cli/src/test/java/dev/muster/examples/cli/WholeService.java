package dev.muster.examples.cli;

import dev.muster.Muster;
import dev.muster.decision.Requirement;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.servlet.account.AccountEndpoints;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.http.FakeProviderServer;
import dev.muster.token.TokenSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A service with the account endpoints on a real server, and the fake provider beside it. */
final class WholeService implements AutoCloseable {
  static final String CLIENT = "scope-cli";
  private static final String PREFIX = "acme_org_";

  final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final FakeProviderServer issuer;
  private final Muster muster;
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  WholeService() throws Exception {
    issuer = FakeProviderServer.start(fake, Secret.of("marker-api-key"));
    connector.setHost("127.0.0.1");
    connector.open();
    server.addConnector(connector);
    muster = muster(URI.create(url() + "/account/callback"));
    ServletContextHandler handler = new ServletContextHandler();
    ServletContext context = handler.getServletContext();
    FilterRegistration.Dynamic seen = context.addFilter("seen", new Seen(requests));
    seen.setAsyncSupported(true);
    seen.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    Routes.Builder routes = Routes.builder().route("GET", "/notes", Requirement.member());
    MusterWeb.of(muster, routes).with(AccountEndpoints.of(muster)).install(context);
    server.setHandler(handler);
    server.start();
  }

  private Muster muster(URI back) {
    OidcDiscovery discovery =
        OidcDiscovery.of(
            issuer(), HttpClient.newHttpClient(), Duration.ofSeconds(5), InstantSource.system());
    return Muster.builder()
        .provider(fake)
        .roles(RoleMap.builder().role("admin").role("member").build())
        .sessions(
            fake,
            SessionSettings.builder()
                .key(SealKey.random(new SecureRandom()))
                .redirectUri(back)
                .home("/")
                .build())
        .accessTokens(
            BearerTokens.of(
                new AccessTokenVerifier(
                    discovery.rules().audience(CLIENT).headerType("at+jwt").build(),
                    discovery.keys(),
                    InstantSource.system())))
        .organizationCreation(fake, new RoleSlug("admin"))
        .organizationTokens(
            new InMemoryOrganizationTokenStore(InstantSource.system()),
            TokenSettings.of(PREFIX).withCap(3))
        .lifecycle(fake, fake, LifecyclePolicy.builder(new Role("admin")).build())
        .invitations(fake)
        .invitationAcceptance(fake)
        .build();
  }

  String url() {
    return "http://127.0.0.1:" + connector.getLocalPort();
  }

  String issuer() {
    return issuer.uri().toString();
  }

  /** Requests since the last call: method, path, credential, status. */
  List<String> requests() {
    List<String> seen = List.copyOf(requests);
    requests.clear();
    return seen;
  }

  /** Plays the person in front of the issuer's page, whose browser follows where it leads. */
  void signIn(URI page, UserId user) {
    try {
      String form = page.getRawQuery() + "&user=" + user.value();
      String back =
          http.send(
                  HttpRequest.newBuilder(page.resolve("/authorize"))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(BodyPublishers.ofString(form))
                      .build(),
                  BodyHandlers.ofString())
              .headers()
              .firstValue("Location")
              .orElseThrow();
      var unused =
          http.send(HttpRequest.newBuilder(URI.create(back)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stuck) {
      throw new IllegalStateException("the service does not stop", stuck);
    } finally {
      muster.close();
      issuer.close();
    }
  }

  /** Notes each request, with the kind of its credential and what became of it. */
  private static final class Seen extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private final transient List<String> requests;

    private Seen(List<String> requests) {
      this.requests = requests;
    }

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
      String header = String.valueOf(request.getHeader("Authorization"));
      String kind = header.contains(PREFIX) ? "organization token" : "sign-in";
      requests.add(
          request.getMethod()
              + " "
              + request.getRequestURI()
              + " by "
              + kind
              + ": "
              + response.getStatus());
    }
  }
}
