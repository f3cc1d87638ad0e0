package dev.muster.proof.web;

import dev.muster.Muster;
import dev.muster.decision.Pass;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Routes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** A host on a real server: the filter over routes, and a handler that tells where its pass is. */
final class JettyHost implements AutoCloseable {
  static final String PERSONAL = "personal";
  static final String HOST = "notes.example";

  private final AtomicInteger handled = new AtomicInteger();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  JettyHost(Muster muster, Routes routes, Filter... before) throws Exception {
    this(muster, routes, null, before);
  }

  /** With a handler of the test's own; null for the one that tells where its pass is. */
  JettyHost(Muster muster, Routes routes, @Nullable HttpServlet handler, Filter... before)
      throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    for (Filter first : before) {
      mount(context, first);
    }
    mount(context, new MusterFilter(muster, routes, FilterMounting.everywhere()));
    context.addServlet(new ServletHolder(handler == null ? new Handler() : handler), "/*");
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
  }

  private static void mount(ServletContextHandler context, Filter filter) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
  }

  /** Sends a GET with header lines, to the host name {@link #HOST}. */
  RawAnswer get(String path, String... headerLines) throws IOException {
    return getAt(HOST, path, headerLines);
  }

  /** Sends a GET with header lines, to a host name. */
  RawAnswer getAt(String host, String path, String... headerLines) throws IOException {
    return send(host, "GET " + path, headerLines);
  }

  /** Sends a POST without a body, with header lines, to the host name {@link #HOST}. */
  RawAnswer post(String path, String... headerLines) throws IOException {
    return send(HOST, "POST " + path, headerLines);
  }

  private RawAnswer send(String host, String request, String... headerLines) throws IOException {
    List<String> lines = new ArrayList<>(List.of("Host: " + host));
    lines.addAll(List.of(headerLines));
    return RawAnswer.of(connector.getLocalPort(), request, lines);
  }

  /** How many requests reached the handler. */
  int handled() {
    return handled.get();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stuck) {
      throw new IllegalStateException("the server does not stop", stuck);
    }
  }

  private final class Handler extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      handled.incrementAndGet();
      Pass pass = MusterRequest.pass(request);
      response.setHeader(
          "Seen", pass.scope().fold(personal -> PERSONAL, there -> there.id().value()));
    }
  }
}
