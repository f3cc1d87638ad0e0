package dev.muster.proof.attack;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A context on Undertow as it comes. */
final class HostOnUndertow implements EmbeddedHost {
  /** Kept, since loggers that nobody holds forget their level. */
  private static final List<Logger> LOGS =
      List.of(Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"));

  private final DeploymentManager manager;
  private final Undertow server;

  HostOnUndertow(Site site) throws ServletException {
    LOGS.forEach(log -> log.setLevel(Level.OFF));
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(HostOnUndertow.class.getClassLoader())
            .setDeploymentName("attacked")
            .setContextPath(CONTEXT)
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(
                    site.start().getClass(),
                    new ImmediateInstanceFactory<>(site.start()),
                    Set.of()));
    site.errorPages()
        .forEach(
            (status, path) ->
                info.addErrorPage(new io.undertow.servlet.api.ErrorPage(path, status)));
    manager = Servlets.newContainer().addDeployment(info);
    manager.deploy();
    server =
        Undertow.builder()
            .setIoThreads(1)
            .setWorkerThreads(4)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(Handlers.path().addPrefixPath(CONTEXT, manager.start()))
            .build();
    server.start();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    server.stop();
    try {
      manager.stop();
    } catch (ServletException stuck) {
      throw new IllegalStateException("the server does not stop", stuck);
    }
    manager.undeploy();
  }
}
