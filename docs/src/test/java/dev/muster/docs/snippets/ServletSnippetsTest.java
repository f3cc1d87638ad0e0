package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.servlet.Credentials;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Problems;
import dev.muster.servlet.Routes;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.http.FakeProviderServer;
import jakarta.servlet.ServletContext;
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
import java.util.Base64;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** The snippets of docs/servlet.md and docs/sessions.md, run on Jetty. */
class ServletSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final RoleMap roles = RoleMap.builder().role("admin", "notes:delete").build();

  // @start region=handler
  static final class NotesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Pass pass = MusterRequest.pass(request);
      response.getWriter().println("notes of " + pass.organization());
    }
  }

  // @end

  // @start region=login
  static final class LoginServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Sessions sessions;

    LoginServlet(Sessions sessions) {
      this.sessions = sessions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      LoginStart start =
          sessions.startLogin(
              request.getParameter("returnTo"),
              Credentials.cookies(request, sessions.settings().loginCookieName()));
      if (start instanceof LoginStart.Redirect redirect) {
        response.addHeader("Set-Cookie", redirect.cookie().header());
        response.sendRedirect(redirect.location().toString());
      } else {
        Problems.unavailable(request, response, Decision.Undecided.DEFAULT_RETRY_AFTER);
      }
    }
  }

  // @end

  // @start region=callback
  static final class CallbackServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Sessions sessions;

    CallbackServlet(Sessions sessions) {
      this.sessions = sessions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      LoginResult result =
          sessions.finishLogin(
              request.getParameter("code"),
              request.getParameter("state"),
              request.getParameter("error"),
              Credentials.cookies(request, sessions.settings().loginCookieName()));
      result.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie.header()));
      if (result instanceof LoginResult.SignedIn in) {
        response.sendRedirect(in.returnTo());
      } else if (result instanceof LoginResult.Restart) {
        response.sendRedirect("/login");
      } else if (result instanceof LoginResult.StateMismatch) {
        Problems.write(request, response, Problem.STATE_MISMATCH);
      } else if (result instanceof LoginResult.NoAccount) {
        Problems.write(request, response, Problem.NO_ACCOUNT);
      } else if (result instanceof LoginResult.Unavailable) {
        Problems.unavailable(request, response, Decision.Undecided.DEFAULT_RETRY_AFTER);
      } else {
        Problems.write(request, response, Problem.INVALID_CREDENTIAL);
      }
    }
  }

  // @end

  // @start region=mount
  static void mount(ServletContext context, Muster muster, Routes.Builder routes) {
    Sessions sessions = muster.sessions().orElseThrow();
    context.addServlet("login", new LoginServlet(sessions)).addMapping("/login");
    context.addServlet("callback", new CallbackServlet(sessions)).addMapping("/callback");
    context.addServlet("notes", new NotesServlet()).addMapping("/orgs/*");
    MusterWeb.of(muster, routes).install(context);
  }

  // @end

  @Test
  void servlet() throws Exception {
    String base64 = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));
    // @start region=settings
    SessionSettings settings =
        SessionSettings.builder()
            .key(SealKey.ofBase64(base64))
            .redirectUri(URI.create("https://notes.example/callback"))
            .home("/")
            .build();
    // @end
    // @start region=sessions
    try (Muster muster =
        Muster.builder().provider(provider).roles(roles).sessions(provider, settings).build()) {
      Sessions sessions = muster.sessions().orElseThrow();
      // @end
      // @start region=filter
      Routes.Builder routes =
          Routes.builder()
              .publicPath("/login")
              .publicPath("/callback")
              .route("GET", "/me", Requirement.signedIn())
              .route(
                  "GET",
                  "/orgs/{organization}/notes",
                  Requirement.member(),
                  Freshness.within(Duration.ofSeconds(10)))
              .route(
                  "DELETE",
                  "/orgs/{organization}/notes/{note}",
                  Requirement.permits(new Permission("notes:delete")));
      // @end
      signsInAndReads(sessions, muster, routes);
    }
  }

  private void signsInAndReads(Sessions sessions, Muster muster, Routes.Builder routes)
      throws Exception {
    UserId ann = provider.dashboard().createUser("ann@example.org").id();
    OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    ServletContextHandler context = new ServletContextHandler();
    context.addServletContainerInitializer((classes, servlets) -> mount(servlets, muster, routes));
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(context);
    server.start();
    // @start region=signin
    try (FakeProviderServer page = FakeProviderServer.start(provider, Secret.of("key"))) {
      LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/orgs/acme/notes");
      assertThat(start.location().getPort()).isEqualTo(page.uri().getPort());
    }
    // @end
    try (FakeProviderServer page = FakeProviderServer.start(provider, Secret.of("key"))) {
      URI base = server.getURI();
      HttpResponse<String> login = get(base.resolve("/login?returnTo=/me"), "");
      URI signIn = URI.create(login.headers().firstValue("Location").orElseThrow());
      String form = signIn.getRawQuery() + "&user=" + ann.value();
      URI back = postForm(page.uri().resolve("/authorize"), form);
      HttpResponse<String> callback =
          get(base.resolve("/callback?" + back.getRawQuery()), cookies(login));
      assertThat(callback.headers().firstValue("Location")).contains("/me");
      String notes = "/orgs/" + acme.value() + "/notes";
      HttpResponse<String> read = get(base.resolve(notes), cookies(callback));
      assertThat(read.body()).isEqualToIgnoringNewLines("notes of " + acme);
      assertThat(get(base.resolve(notes), "").statusCode()).isEqualTo(401);
    } finally {
      server.stop();
    }
  }

  private static HttpResponse<String> get(URI uri, String cookies) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).header("Cookie", cookies).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static URI postForm(URI uri, String form) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private static String cookies(HttpResponse<?> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .collect(Collectors.joining("; "));
  }
}
