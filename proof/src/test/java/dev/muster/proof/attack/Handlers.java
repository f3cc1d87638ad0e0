package dev.muster.proof.attack;

import dev.muster.Muster;
import dev.muster.name.UserId;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/** The servlets of the attacked host: what may run for everybody, and what for members only. */
final class Handlers {
  /** What nobody may read who is no member. */
  static final String SECRET = "what only members read";

  private static final long TIMEOUT_MILLIS = 300;

  private final Counts counts;
  private final Muster muster;

  Handlers(Muster muster, Counts counts) {
    this.muster = muster;
    this.counts = counts;
  }

  void register(ServletContext context) {
    context.addListener(counts);
    add(context, "closed", new Closed(), "/", "/orgs/*", "*.do");
    add(context, "members", new Members(), "/members/*");
    add(context, "open", new Open(), "/open", "/oops");
    add(context, "dispatch", new Dispatching(), "/dispatch", "/go/*");
    add(context, "stream", new Upgrading(), "/stream/*");
  }

  private static void add(
      ServletContext context, String name, HttpServlet servlet, String... patterns) {
    var registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(patterns);
  }

  /** Everything that is not named elsewhere. */
  private final class Closed extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getMethod().equals("OPTIONS")) {
        // What a host answers to a preflight tells nothing.
        counts.open.incrementAndGet();
        return;
      }
      counts.closed.incrementAndGet();
      if (request.getDispatcherType() != DispatcherType.INCLUDE) {
        response.setContentType("text/plain");
      }
      response.getWriter().print(SECRET);
    }
  }

  /** What everybody may see. */
  private final class Open extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      counts.open.incrementAndGet();
      response.getWriter().print("open");
    }
  }

  /** Removes a member, of whatever organization that is, if the Muster does. */
  private final class Members extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      counts.open.incrementAndGet();
      var result =
          muster
              .lifecycle()
              .orElseThrow()
              .members()
              .remove(
                  MusterRequest.pass(request), new UserId(MusterRequest.variable(request, "user")));
      if (result.problem().isPresent()) {
        Problems.write(request, response, result.problem().get());
      } else {
        counts.closed.incrementAndGet();
      }
    }
  }

  /** Goes where the request says, in the way that it says. */
  private final class Dispatching extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      counts.open.incrementAndGet();
      String to = request.getParameter("to");
      switch (request.getParameter("how")) {
        case "forward" -> dispatcher(request, to).forward(request, response);
        case "include" -> dispatcher(request, to).include(request, response);
        case "error" -> response.sendError(Integer.parseInt(to));
        case "throw" -> throw new ServletException("thrown on purpose");
        case "async" -> request.startAsync().dispatch(to);
        case "thread" -> {
          AsyncContext async = request.startAsync();
          async.start(() -> async.dispatch(to));
        }
        // Jetty hangs now and then where the time is up before this returns.
        case "timeout" -> request.startAsync().setTimeout(TIMEOUT_MILLIS);
        default -> throw new ServletException("how?");
      }
    }

    private static RequestDispatcher dispatcher(HttpServletRequest request, String to)
        throws ServletException {
      RequestDispatcher dispatcher = request.getRequestDispatcher(to);
      if (dispatcher == null) {
        throw new ServletException("nowhere");
      }
      return dispatcher;
    }
  }

  /** Leaves HTTP. */
  private final class Upgrading extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      counts.closed.incrementAndGet();
      response.setHeader("Upgrade", "echo");
      response.setHeader("Connection", "Upgrade");
      request.upgrade(Upgraded.class);
    }
  }

  /** Another protocol, which ends at once. */
  public static final class Upgraded implements HttpUpgradeHandler {
    @Override
    public void init(WebConnection connection) {
      try {
        connection.close();
      } catch (Exception gone) {
        throw new IllegalStateException(gone);
      }
    }

    @Override
    public void destroy() {}
  }
}
