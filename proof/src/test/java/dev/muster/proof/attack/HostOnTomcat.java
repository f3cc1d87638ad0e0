package dev.muster.proof.attack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** A context on Tomcat as it comes. */
final class HostOnTomcat implements EmbeddedHost {
  /** Kept, since a logger that nobody holds forgets its level. */
  private static final Logger LOG = Logger.getLogger("org.apache");

  private final Tomcat server = new Tomcat();

  HostOnTomcat(Site site) throws Exception {
    LOG.setLevel(Level.OFF);
    Path base = Files.createDirectories(Path.of("target", "tomcat")).toAbsolutePath();
    server.setBaseDir(base.toString());
    server.setPort(0);
    server.getConnector().setProperty("address", "127.0.0.1");
    Context context = server.addContext(CONTEXT, base.toString());
    context.addServletContainerInitializer(site.start(), Set.of());
    site.errorPages()
        .forEach(
            (status, path) -> {
              ErrorPage page = new ErrorPage();
              page.setErrorCode(status);
              page.setLocation(path);
              context.addErrorPage(page);
            });
    server.start();
  }

  @Override
  public int port() {
    return server.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
      server.destroy();
    } catch (LifecycleException stuck) {
      throw new IllegalStateException("the server does not stop", stuck);
    }
  }
}
