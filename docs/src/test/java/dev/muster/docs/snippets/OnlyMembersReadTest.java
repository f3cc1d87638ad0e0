package dev.muster.docs.snippets;

// @start region=kit-http-imports
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

// @end

/** A host that forgets its check, the same host with it, and the one test that tells them apart. */
@org.junit.jupiter.api.Tag("KIT-3")
@MusterTest
class OnlyMembersReadTest {
  // @start region=forgotten-check
  @SuppressWarnings("serial")
  static final class Forgetful extends HttpServlet {
    static final Routes.Builder ROUTES =
        Routes.builder().route("GET", "/orgs/{slug}/invoices", Requirement.signedIn());

    @Override
    protected void doGet(HttpServletRequest in, HttpServletResponse out) throws IOException {
      out.getWriter().println("invoices of " + MusterRequest.variable(in, "slug"));
    }
  }

  // @end

  // @start region=added-check
  @SuppressWarnings("serial")
  static final class Invoices extends HttpServlet {
    static final Routes.Builder ROUTES =
        Routes.builder().route("GET", "/orgs/{organization}/invoices", Requirement.member());

    @Override
    protected void doGet(HttpServletRequest in, HttpServletResponse out) throws IOException {
      out.getWriter().println("invoices of " + MusterRequest.pass(in).organization());
    }
  }

  // @end

  // @start region=forgotten-check-test
  private HttpServlet servlet = new Invoices();
  private Routes.Builder routes = Invoices.ROUTES;

  @Test
  void only_members_read_the_invoices(MusterKit kit) throws Exception {
    kit.org("acme").member("u1");
    kit.org("globex").member("u2");
    URI invoices = start(kit.muster(), servlet, routes).resolve("/orgs/acme/invoices");

    assertThat(kit.anonymous().get(invoices)).isProblem(Problem.UNAUTHENTICATED);
    assertThat(kit.actingAs("u1").get(invoices)).isServed();
    assertThat(kit.actingAs("u2").get(invoices)).isProblem(Problem.NOT_A_MEMBER);
    kit.provider().remove("u1", "acme");
    assertThat(kit.actingAs("u1").get(invoices)).isProblem(Problem.NOT_A_MEMBER);
  }

  // @end

  // @start region=kit-jetty
  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  private URI start(Muster muster, HttpServlet servlet, Routes.Builder routes) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/orgs/*");
    context.addServletContainerInitializer(
        (none, container) -> MusterWeb.of(muster, routes).install(container));
    server.setHandler(context);
    server.start();
    return server.getURI();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  // @end

  @Test
  void the_test_fails_where_the_host_forgets_the_check(MusterKit kit) {
    servlet = new Forgetful();
    routes = Forgetful.ROUTES;
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> only_members_read_the_invoices(kit))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not_a_member")
        .hasMessageContaining("the status was 200");
  }
}
