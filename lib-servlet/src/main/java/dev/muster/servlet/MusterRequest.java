package dev.muster.servlet;

import dev.muster.decision.Pass;
import dev.muster.scope.Scope;
import dev.muster.session.Authentication;
import dev.muster.session.Session;
import jakarta.servlet.ServletRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * What the filter put into a request. An attribute, which no client can set; each dispatch has its
 * own, and a forward or an include that ends gives the earlier one back. For the threads of the
 * request, after the filter let it through.
 */
public final class MusterRequest {
  private MusterRequest() {}

  /**
   * The pass of a request that a {@link MusterFilter} let through on a protected route.
   *
   * @param request the request
   * @return the pass
   * @throws IllegalStateException if there is none: the path is public, or no filter was there
   */
  public static Pass pass(ServletRequest request) {
    Entry entry = Entry.of(request);
    Pass pass = entry == null ? null : entry.pass();
    if (pass == null) {
      throw new IllegalStateException("no pass: the request did not come through a route");
    }
    return pass;
  }

  /**
   * What the credential of a request came to.
   *
   * @param request the request
   * @return empty on a public path, or where no filter was
   */
  public static Optional<Authentication> authentication(ServletRequest request) {
    return Optional.ofNullable(Entry.of(request)).map(Entry::authentication);
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
    Objects.requireNonNull(name, "name");
    Entry entry = Entry.of(request);
    String found = entry == null ? null : entry.variable(name);
    if (found == null) {
      throw new IllegalStateException("the route has no variable `" + name + "`");
    }
    return found;
  }

  /**
   * The template of the route that a request came through, such as {@code /notes/{note}}.
   *
   * @param request the request
   * @return empty on a public path, or where no filter was
   */
  public static Optional<String> template(ServletRequest request) {
    return Optional.ofNullable(Entry.of(request)).map(Entry::template);
  }
}
