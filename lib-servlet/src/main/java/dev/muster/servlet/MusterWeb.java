package dev.muster.servlet;

import dev.muster.Muster;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/**
 * The one registration: declares routes, mounts the filter on everything, for every dispatcher type
 * and with async support, and mounts the servlets that come with routes. For one thread.
 */
public final class MusterWeb {
  private final Muster muster;
  private final Routes.Builder routes;
  private final List<RoutedServlet> servlets = new ArrayList<>();

  private MusterWeb(Muster muster, Routes.Builder routes) {
    this.muster = Objects.requireNonNull(muster, "muster");
    this.routes = Objects.requireNonNull(routes, "routes");
  }

  /**
   * Starts a registration.
   *
   * @param muster answers the checks
   * @param routes what the host itself opens
   * @return a registration, for one thread
   */
  public static MusterWeb of(Muster muster, Routes.Builder routes) {
    return new MusterWeb(muster, routes);
  }

  /**
   * Adds a servlet with the routes that it brings.
   *
   * @param servlet the servlet
   * @return this registration
   */
  public MusterWeb with(RoutedServlet servlet) {
    servlet.declare(routes);
    servlets.add(servlet);
    return this;
  }

  /**
   * Registers everything with a container that has not started yet.
   *
   * @param context the host's
   */
  public void install(ServletContext context) {
    for (RoutedServlet servlet : servlets) {
      context
          .addServlet("muster " + servlet.mapping(), servlet.servlet())
          .addMapping(servlet.mapping());
    }
    FilterRegistration.Dynamic filter =
        context.addFilter("muster", new MusterFilter(muster, routes.build()));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }
}
