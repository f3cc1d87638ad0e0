package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Requirement;
import dev.muster.name.ProviderInstance;
import dev.muster.role.RoleMap;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.servlet.account.AccountEndpoints;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.testkit.FakeIdentityProvider;
import jakarta.servlet.ServletContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** The snippets of docs/account-endpoints.md, run on Jetty. */
class AccountSnippetsTest {
  // @start region=account
  static void mount(ServletContext context, Muster muster) {
    Routes.Builder own =
        Routes.builder().route("GET", "/orgs/{organization}/notes", Requirement.member());
    MusterWeb.of(muster, own).with(AccountEndpoints.of(muster)).install(context);
  }

  // @end

  @Test
  void the_account_endpoints_are_mounted_with_the_hosts_own_routes() throws Exception {
    FakeIdentityProvider provider =
        FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
    SessionSettings settings =
        SessionSettings.builder()
            .key(SealKey.random(new SecureRandom()))
            .redirectUri(URI.create("https://notes.example/account/callback"))
            .build();
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").build())
            .sessions(provider, settings)
            .build()) {
      ServletContextHandler context = new ServletContextHandler();
      context.addServletContainerInitializer((none, servlets) -> mount(servlets, muster));
      server.setHandler(context);
      server.start();
      assertThat(get(server, "/account/login").headers().firstValue("location")).isPresent();
      assertThat(get(server, "/account/me").statusCode()).isEqualTo(401);
      assertThat(get(server, "/orgs/acme/notes").statusCode()).isEqualTo(401);
      assertThat(get(server, "/account/openapi.json").body()).contains("showMe");
    } finally {
      server.stop();
    }
  }

  private static HttpResponse<String> get(Server server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.getURI().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
