package dev.muster.proof.attack;

import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A context on Jetty as it comes. */
final class HostOnJetty implements EmbeddedHost {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  HostOnJetty(Site site) throws Exception {
    ServletContextHandler context = new ServletContextHandler(CONTEXT);
    context.addServletContainerInitializer(site.start());
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    site.errorPages().forEach(pages::addErrorPage);
    context.setErrorHandler(pages);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stuck) {
      throw new IllegalStateException("the server does not stop", stuck);
    }
  }
}
