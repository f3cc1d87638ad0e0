package dev.muster.servlet;

import dev.muster.decision.Pass;
import dev.muster.session.Authentication;
import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** What the filter put into a request. Attributes can't be set by a client. */
public final class MusterRequest {
  private static final String PASS = MusterRequest.class.getName() + ".pass";
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

  static void put(ServletRequest request, Authentication authentication) {
    request.setAttribute(AUTHENTICATION, authentication);
  }

  static void put(ServletRequest request, Pass pass) {
    request.setAttribute(PASS, pass);
  }

  static void clear(ServletRequest request) {
    request.removeAttribute(PASS);
    request.removeAttribute(AUTHENTICATION);
  }

  private static <T> Optional<T> find(ServletRequest request, String name, Class<T> type) {
    Object value = request.getAttribute(name);
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }
}
