package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.account.OrganizationSwitch;
import dev.muster.account.SwitchResult;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.role.RoleMap;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import dev.muster.servlet.Routes;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.FakeIdentityProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** The snippets of docs/sessions.md about organizations and tokens, run on Jetty. */
class SessionSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final RoleMap roles = RoleMap.builder().role("member").build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = joined("Acme");
  private final OrganizationId beta = joined("Beta");

  private OrganizationId joined(String name) {
    OrganizationId organization = provider.dashboard().createOrganization(name).id();
    provider.dashboard().join(organization, ann, new RoleSlug("member"));
    return organization;
  }

  // @start region=switch
  static final class SwitchServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient OrganizationSwitch switching;

    SwitchServlet(OrganizationSwitch switching) {
      this.switching = switching;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      SwitchResult result = switching.to(MusterRequest.pass(request));
      result.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie.header()));
      if (result instanceof SwitchResult.ResetRequired) {
        Problems.write(request, response, Problem.SESSION_RESET_REQUIRED);
      } else if (result instanceof SwitchResult.WrongCredential) {
        Problems.write(request, response, Problem.WRONG_CREDENTIAL);
      } else if (result instanceof SwitchResult.Unavailable unavailable) {
        Duration hint = unavailable.retryAfter();
        Problems.unavailable(
            request,
            response,
            hint == null ? Decision.Undecided.DEFAULT_RETRY_AFTER : hint,
            unavailable.organization());
      }
    }
  }

  // @end

  @Test
  void begins_and_switches() throws Exception {
    SealKey key = SealKey.random(new SecureRandom());
    // @start region=session-begins
    Routes routes =
        Routes.builder()
            .route("GET", "/orgs/{organization}/notes", Requirement.member())
            .route("POST", "/organizations/{organization}/switch", Requirement.member())
            .build();
    SessionSettings settings =
        SessionSettings.builder()
            .key(key)
            .redirectUri(URI.create("https://notes.example/callback"))
            .organizationIn(routes::organizationIn)
            .build();
    // @end
    try (Muster muster =
        Muster.builder().provider(provider).roles(roles).sessions(provider, settings).build()) {
      LoginResult.SignedIn in = signedIn(muster, "/orgs/" + acme + "/notes");
      assertThat(in.session().organization()).contains(acme);
      // @start region=switch-mount
      SwitchServlet servlet = new SwitchServlet(muster.organizationSwitch().orElseThrow());
      // @end
      HttpResponse<String> moved =
          call(
              new MusterFilter(muster, routes, FilterMounting.everywhere()),
              servlet,
              "POST /organizations/" + beta + "/switch",
              "Cookie",
              in.cookies().get(0).header().split(";", 2)[0]);
      assertThat(moved.statusCode()).isEqualTo(200);
      assertThat(moved.headers().allValues("Set-Cookie")).hasSize(1);
    }
  }

  private LoginResult.SignedIn signedIn(Muster muster, String returnTo) {
    Sessions sessions = muster.sessions().orElseThrow();
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin(returnTo);
    Map<String, String> asked = query(start.location());
    AuthorizationRequest request =
        new AuthorizationRequest(
            sessions.settings().redirectUri(), asked.get("state"), asked.get("code_challenge"));
    Map<String, String> back = query(provider.authorize(request, ann));
    List<String> cookie = List.of(start.cookie().value().reveal());
    return (LoginResult.SignedIn)
        sessions.finishLogin(back.get("code"), back.get("state"), null, cookie);
  }

  private static Map<String, String> query(URI uri) {
    return Stream.of(uri.getQuery().split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @Test
  void tokens() throws Exception {
    TokenAuthenticator tokens = this::verified;
    Routes routes =
        Routes.builder().route("GET", "/orgs/{organization}/notes", Requirement.member()).build();
    // @start region=bearer
    try (Muster muster =
        Muster.builder().provider(provider).roles(roles).accessTokens(tokens).build()) {
      MusterFilter filter = new MusterFilter(muster, routes, FilterMounting.everywhere());
      // @end
      HttpServlet notes = new ServletSnippetsTest.NotesServlet();
      String path = "GET /orgs/" + acme + "/notes";
      assertThat(call(filter, notes, path, "Authorization", "Bearer good").statusCode())
          .isEqualTo(200);
      assertThat(
              call(filter, notes, path, "Authorization", "Bearer bad")
                  .headers()
                  .firstValue("WWW-Authenticate"))
          .contains("Bearer realm=\"muster\", error=\"invalid_token\"");
    }
  }

  private TokenAuthenticator.Outcome verified(Secret token) {
    return token.equals(Secret.of("good"))
        ? new TokenAuthenticator.Outcome.Verified(ann, "session-of-ann", null, null)
        : new TokenAuthenticator.Outcome.Bad();
  }

  private static HttpResponse<String> call(
      MusterFilter filter, HttpServlet servlet, String what, String header, String value)
      throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(servlet), "/*");
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(context);
    server.start();
    try {
      String[] words = what.split(" ", 2);
      HttpRequest request =
          HttpRequest.newBuilder(server.getURI().resolve(words[1]))
              .method(words[0], HttpRequest.BodyPublishers.noBody())
              .header(header, value)
              .build();
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } finally {
      server.stop();
    }
  }
}
