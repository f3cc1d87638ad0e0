package dev.muster.examples.notes;

import dev.muster.Muster;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.account.AccountEndpoints;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** The servlets of the service: its notes, its pages, the trace, and the account endpoints. */
final class NotesWeb {
  private NotesWeb() {}

  static ServletContextHandler handler(Muster muster, NotesTable notes, TraceListener trace) {
    ServletContextHandler handler = new ServletContextHandler();
    ServletContext context = handler.getServletContext();
    // Before the filter of Muster, whose decisions it hears of.
    FilterRegistration.Dynamic before = context.addFilter("trace", new TraceFilter(trace));
    before.setAsyncSupported(true);
    before.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    MusterWeb.of(muster, NotesRoutes.routes()).with(AccountEndpoints.of(muster)).install(context);
    add(context, "notes", new NotesServlet(notes), "/orgs/*", "/home", "/notes");
    add(context, "trace", new TraceServlet(trace), TraceServlet.PATH);
    add(context, "pages", new PageServlet(muster::scopes), PageServlet.patterns());
    muster.eventFeed().ifPresent(feed -> add(context, "feed", new FeedServlet(feed), "/feed"));
    return handler;
  }

  private static void add(
      ServletContext context, String name, HttpServlet servlet, String... patterns) {
    var unused = context.addServlet(name, servlet).addMapping(patterns);
  }
}
