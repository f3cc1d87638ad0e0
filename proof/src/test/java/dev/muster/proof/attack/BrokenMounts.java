package dev.muster.proof.attack;

import dev.muster.servlet.DecisionGuard;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/** Filters that are walked around, each in one way. */
final class BrokenMounts {
  private static final String MARK = "X-Muster-Filtered";

  private BrokenMounts() {}

  /** Makes a target canonical, checks that, and passes on what was sent. */
  static void normalising(ServletContext context, Town town) {
    MusterFilter sound = filter(town);
    mount(
        context,
        new Around() {
          @Override
          void enter(HttpServletRequest request, ServletResponse response, FilterChain chain)
              throws IOException, ServletException {
            sound.doFilter(
                new Normalised(request), response, (same, to) -> chain.doFilter(request, to));
          }
        },
        EnumSet.allOf(DispatcherType.class));
  }

  /** Looks at a request once, and at none that says that it was looked at. */
  static void once(ServletContext context, Town town) {
    MusterFilter sound = filter(town);
    mount(
        context,
        new Around() {
          @Override
          void enter(HttpServletRequest request, ServletResponse response, FilterChain chain)
              throws IOException, ServletException {
            if (request.getAttribute(MARK) != null || request.getHeader(MARK) != null) {
              chain.doFilter(request, response);
              return;
            }
            request.setAttribute(MARK, true);
            sound.doFilter(request, response, chain);
          }
        },
        EnumSet.allOf(DispatcherType.class));
  }

  /** Is mounted for requests, and for no other dispatch; behind a guard, which sees that. */
  static void requestsOnly(ServletContext context, Town town) {
    FilterRegistration.Dynamic guard = context.addFilter("guard", new DecisionGuard(town.muster));
    guard.setAsyncSupported(true);
    guard.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    mount(context, filter(town), EnumSet.of(DispatcherType.REQUEST));
  }

  private static MusterFilter filter(Town town) {
    return new MusterFilter(
        town.muster, AttackedSite.routes().build(), FilterMounting.everywhere());
  }

  private static void mount(ServletContext context, Filter filter, EnumSet<DispatcherType> types) {
    FilterRegistration.Dynamic registration = context.addFilter("broken", filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(types, false, "/*");
  }

  private abstract static class Around implements Filter {
    @Override
    public final void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      enter((HttpServletRequest) request, response, chain);
    }

    abstract void enter(HttpServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException;
  }

  /** A request whose target reads as a careful reader might take it. */
  private static final class Normalised extends HttpServletRequestWrapper {
    private static final Set<String> NOTHING = Set.of("", ".");

    Normalised(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRequestURI() {
      Deque<String> segments = new ArrayDeque<>();
      for (String raw : super.getRequestURI().replaceAll(";[^/]*", "").split("/", -1)) {
        String segment = decoded(raw);
        if (segment.equals("..")) {
          segments.pollLast();
        } else if (!NOTHING.contains(segment)) {
          segments.add(segment);
        }
      }
      return "/" + String.join("/", segments);
    }

    private static String decoded(String segment) {
      try {
        return URLDecoder.decode(segment, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException odd) {
        return segment;
      }
    }

    @Override
    public String getServletPath() {
      String uri = getRequestURI();
      return uri.startsWith(EmbeddedHost.CONTEXT)
          ? uri.substring(EmbeddedHost.CONTEXT.length())
          : uri;
    }

    @Override
    public String getPathInfo() {
      return null;
    }
  }
}
