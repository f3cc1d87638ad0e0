package dev.muster.servlet;

import dev.muster.decision.Pass;
import dev.muster.scope.Scope;
import dev.muster.session.Authentication;
import dev.muster.session.Session;
import jakarta.servlet.ServletRequest;
import java.util.Map;
import java.util.Optional;

/** What the filter put into a request. Attributes can't be set by a client. */
public final class MusterRequest {
  private static final String PASS = MusterRequest.class.getName() + ".pass";
  private static final String TEMPLATE = MusterRequest.class.getName() + ".template";
  private static final String VARIABLES = MusterRequest.class.getName() + ".variables";
  private static final String AUTHENTICATION = MusterRequest.class.getName() + ".authentication";

  private MusterRequest() {}

  /**
   * The pass of a request that a {@link MusterFilter} let through on a protected route.
   *
   * @param request the request
   * @return the pass
   * @throws IllegalStateException if there is none: the path is public, or no filter was there
   */
  public static Pass pass(ServletRequest request) {
    return find(request, PASS, Pass.class)
        .orElseThrow(
            () -> new IllegalStateException("no pass: the request did not come through a route"));
  }

  /**
   * What the credential of a request came to.
   *
   * @param request the request
   * @return empty on a public path, or where no filter was
   */
  public static Optional<Authentication> authentication(ServletRequest request) {
    return find(request, AUTHENTICATION, Authentication.class);
  }

  /**
   * The session of a request that a {@link MusterFilter} let through on a protected route.
   *
   * @param request the request
   * @return whose it is
   * @throws IllegalStateException if there is no pass
   */
  public static Session session(ServletRequest request) {
    return scope(request).session();
  }

  /**
   * Where a request works that a {@link MusterFilter} let through on a protected route.
   *
   * @param request the request
   * @return the organization, or the person
   * @throws IllegalStateException if there is no pass
   */
  public static Scope scope(ServletRequest request) {
    return pass(request).scope();
  }

  /**
   * What stands for a variable of the route's template in the path of the request, such as {@code
   * note} of {@code /notes/{note}}. A text from outside, decoded once by the container.
   *
   * @param request the request
   * @param name the variable's name, without braces
   * @return the text, never empty
   * @throws IllegalStateException if the request did not come through a route with this variable
   */
  public static String variable(ServletRequest request, String name) {
    return find(request, VARIABLES, Map.class)
        .map(variables -> variables.get(name))
        .map(String.class::cast)
        .orElseThrow(() -> new IllegalStateException("the route has no variable `" + name + "`"));
  }

  /**
   * The template of the route that a request came through, such as {@code /notes/{note}}.
   *
   * @param request the request
   * @return empty on a public path, or where no filter was
   */
  public static Optional<String> template(ServletRequest request) {
    return find(request, TEMPLATE, String.class);
  }

  static void put(ServletRequest request, String template, Map<String, String> variables) {
    request.setAttribute(TEMPLATE, template);
    request.setAttribute(VARIABLES, Map.copyOf(variables));
  }

  static void put(ServletRequest request, Authentication authentication) {
    request.setAttribute(AUTHENTICATION, authentication);
  }

  static void put(ServletRequest request, Pass pass) {
    request.setAttribute(PASS, pass);
  }

  static void clear(ServletRequest request) {
    request.removeAttribute(PASS);
    request.removeAttribute(TEMPLATE);
    request.removeAttribute(VARIABLES);
    request.removeAttribute(AUTHENTICATION);
  }

  private static <T> Optional<T> find(ServletRequest request, String name, Class<T> type) {
    Object value = request.getAttribute(name);
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }
}
