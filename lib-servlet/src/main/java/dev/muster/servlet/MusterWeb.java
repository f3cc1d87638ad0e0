package dev.muster.servlet;

import dev.muster.Muster;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one registration: declares routes, mounts the filter on everything, for every dispatcher type
 * and with async support, with a guard before it, and mounts the servlets that come with routes.
 * For one thread.
 */
public final class MusterWeb {
  private static final String GUARD = "muster guard";
  private static final String FILTER = "muster";

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
    Objects.requireNonNull(servlet, "servlet").declare(routes);
    servlets.add(servlet);
    return this;
  }

  /**
   * Registers everything with a container that has not started yet: first a {@link DecisionGuard},
   * then the filter, then the servlets.
   *
   * @param context the host's
   * @return the guard, for its count
   * @throws IllegalArgumentException naming every fault, before anything is registered: of the
   *     routes, of a Muster that knows nobody, of names and mappings that are taken
   * @throws IllegalStateException if the container has started, or refuses a registration
   */
  public DecisionGuard install(ServletContext context) {
    List<String> faults = new ArrayList<>(MusterFilter.faults(muster));
    Routes built = null;
    try {
      built = routes.build();
    } catch (IllegalArgumentException faulty) {
      faults.add(String.valueOf(faulty.getMessage()));
    }
    faults.addAll(taken(context));
    if (built == null || !faults.isEmpty()) {
      throw new IllegalArgumentException(Faults.of("the registration", faults));
    }
    DecisionGuard guard = new DecisionGuard(muster);
    mount(context, GUARD, guard);
    mount(context, FILTER, new MusterFilter(muster, built, FilterMounting.everywhere()));
    for (RoutedServlet servlet : servlets) {
      ServletRegistration.Dynamic mounted =
          registered(context.addServlet(name(servlet), servlet.servlet()), name(servlet));
      mounted.setAsyncSupported(true);
      if (!mounted.addMapping(servlet.mapping()).isEmpty()) {
        throw new IllegalStateException("mapping `" + servlet.mapping() + "` is taken");
      }
    }
    return guard;
  }

  private List<String> taken(ServletContext context) {
    List<String> faults = new ArrayList<>();
    for (String filter : List.of(GUARD, FILTER)) {
      if (context.getFilterRegistration(filter) != null) {
        faults.add("a filter `" + filter + "` is there already");
      }
    }
    Set<String> mappings = new HashSet<>();
    for (ServletRegistration other : context.getServletRegistrations().values()) {
      mappings.addAll(other.getMappings());
    }
    for (RoutedServlet servlet : servlets) {
      if (!mappings.add(servlet.mapping())) {
        faults.add("mapping `" + servlet.mapping() + "` is taken");
      }
    }
    return faults;
  }

  private static void mount(ServletContext context, String name, Filter filter) {
    FilterRegistration.Dynamic mounted = registered(context.addFilter(name, filter), name);
    mounted.setAsyncSupported(true);
    mounted.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }

  private static <R> R registered(@Nullable R registration, String name) {
    if (registration == null) {
      throw new IllegalStateException("the container does not register `" + name + "`");
    }
    return registration;
  }

  private static String name(RoutedServlet servlet) {
    return "muster " + servlet.mapping();
  }
}
