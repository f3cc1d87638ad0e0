package dev.muster.docs.snippets;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.servlet.account.AccountEndpoints;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.Actor;
import dev.muster.testkit.stage.MusterKit;
import jakarta.servlet.ServletContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** The snippets of docs/account-endpoints.md, run on Jetty. */
@MusterTest
class AccountSnippetsTest {
  // @start region=account
  static void mount(ServletContext context, Muster muster) {
    Routes.Builder own =
        Routes.builder().route("GET", "/orgs/{organization}/notes", Requirement.member());
    MusterWeb.of(muster, own).with(AccountEndpoints.of(muster)).install(context);
  }

  // @end

  @Test
  void the_account_endpoints_are_mounted_with_the_hosts_own_routes(MusterKit kit) throws Exception {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try {
      ServletContextHandler context = new ServletContextHandler();
      context.addServletContainerInitializer((none, servlets) -> mount(servlets, kit.muster()));
      server.setHandler(context);
      server.start();
      Actor nobody = kit.anonymous();
      URI base = server.getURI();
      assertThat(nobody.get(base.resolve("/account/login")).headers().firstValue("location"))
          .isPresent();
      assertThat(nobody.get(base.resolve("/account/me"))).isProblem(Problem.UNAUTHENTICATED);
      assertThat(nobody.get(base.resolve("/orgs/acme/notes"))).isProblem(Problem.UNAUTHENTICATED);
      assertThat(nobody.get(base.resolve("/account/openapi.json")).body()).contains("showMe");
    } finally {
      server.stop();
    }
  }
}
