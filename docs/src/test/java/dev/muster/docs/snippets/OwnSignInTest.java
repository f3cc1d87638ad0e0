package dev.muster.docs.snippets;

import dev.muster.Muster;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.UserId;
import dev.muster.servlet.Problems;
import dev.muster.testkit.conformance.MusterConformance;
import dev.muster.testkit.conformance.Outcome;
import dev.muster.testkit.conformance.ProtectedRoute;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** The snippet of docs/conformance.md about a host with its own sign-in, run on Jetty. */
@MusterTest
class OwnSignInTest {
  @Test
  void a_host_that_vouches_for_its_users_conforms(MusterKit kit) throws Exception {
    OwnSessions sessions = new OwnSessions();
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Notes(kit.muster(), sessions)), "/*");
    Server server = NotesOnJetty.started(context);
    try {
      ProtectedRoute notes = ProtectedRoute.get("/orgs/{organization}/notes").member();
      // @start region=conformance-own-check
      MusterConformance.of(server.getURI())
          .host(new OwnSignIn(kit.provider().fake(), sessions))
          .routes(notes)
          .without(Outcome.PERSONAL, "people have no address of their own")
          .without(Outcome.OTHERS_SCOPE, "people have no address of their own")
          .without(Outcome.BOUND_ELSEWHERE, "there are no keys for one organization")
          .check()
          .assertConforms();
      // @end
    } finally {
      server.stop();
    }
  }

  /** The host's own handler, without the filter. */
  @SuppressWarnings("serial")
  static final class Notes extends HttpServlet {
    private final transient Muster muster;
    private final transient OwnSessions sessions;

    Notes(Muster muster, OwnSessions sessions) {
      this.muster = muster;
      this.sessions = sessions;
    }

    // @start region=conformance-own-handler
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setHeader("Cache-Control", "no-store");
      Optional<UserId> user = word(request).flatMap(sessions::find);
      if (user.isEmpty()) {
        response.setHeader("WWW-Authenticate", "Session");
        Problems.write(request, response, Problem.UNAUTHENTICATED);
        return;
      }
      String organization = request.getPathInfo().split("/", -1)[2];
      Decision decision =
          muster.check(muster.vouchedByHost(user.get()), organization, Requirement.member());
      if (decision instanceof Decision.Granted granted) {
        response.getWriter().print("the notes of " + granted.pass().organization());
      } else {
        Problems.write(request, response, decision);
      }
    }

    // @end

    private static Optional<String> word(HttpServletRequest request) {
      return Optional.ofNullable(request.getCookies()).stream()
          .flatMap(Stream::of)
          .filter(cookie -> cookie.getName().equals("sid"))
          .map(Cookie::getValue)
          .findFirst();
    }
  }
}
