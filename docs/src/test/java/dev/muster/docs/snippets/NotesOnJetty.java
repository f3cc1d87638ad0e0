package dev.muster.docs.snippets;

import dev.muster.Muster;
import dev.muster.decision.Requirement;
import dev.muster.name.Role;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.testkit.conformance.Staged;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** The service that docs/conformance.md speaks of: notes of organizations, on Jetty. */
final class NotesOnJetty {
  static final AtomicLong HANDLED = new AtomicLong();
  private static final AtomicLong MADE = new AtomicLong();
  private static final Map<String, String> NOTES = new ConcurrentHashMap<>();

  private NotesOnJetty() {}

  /** Writes a note of an organization, and tells its id. */
  static String note(Staged staged) {
    String note = "note-" + MADE.incrementAndGet();
    NOTES.put(note, staged.selector());
    return note;
  }

  static Server serve(Muster muster) throws Exception {
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
    return started(context);
  }

  static Server started(ServletContextHandler context) throws Exception {
    Server server =
        new Server(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    server.setHandler(context);
    server.start();
    return server;
  }

  /** Knows only which note is of which organization, and counts what it takes. */
  public static final class NotesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      HANDLED.incrementAndGet();
      String[] path = request.getPathInfo().split("/", -1);
      boolean there = path.length < 5 || NOTES.remove(path[4], path[2]);
      response.setStatus(there ? 204 : 404);
    }
  }
}
