package dev.muster.docs.snippets;

import dev.muster.Muster;
import dev.muster.decision.Requirement;
import dev.muster.name.ProviderInstance;
import dev.muster.role.RoleMap;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.servlet.account.AccountEndpoints;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.testkit.FakeIdentityProvider;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/* A whole service, for docs/servlet.md. */
// @start region=quickstart
@SuppressWarnings("serial")
public final class Notes extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest in, HttpServletResponse out) throws IOException {
    out.getWriter().println("notes of " + MusterRequest.pass(in).organization());
  }

  static void start(Server server, Muster muster) throws Exception {
    var routes = Routes.builder().route("GET", "/orgs/{organization}/notes", Requirement.member());
    var web = MusterWeb.of(muster, routes).with(AccountEndpoints.of(muster));
    var context = new ServletContextHandler();
    context.addServlet(Notes.class, "/orgs/*");
    context.addServletContainerInitializer((none, container) -> web.install(container));
    server.setHandler(context);
    server.start();
  }

  public static void main(String[] callback) throws Exception {
    var fake = FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
    var roles = RoleMap.builder().role("member").build();
    var key = SealKey.random(new SecureRandom());
    var cookies = SessionSettings.builder().key(key).redirectUri(URI.create(callback[0])).build();
    var muster = Muster.builder().provider(fake).roles(roles).sessions(fake, cookies).build();
    start(new Server(8080), muster);
  }
}
// @end
