package dev.muster.servlet.account;

import dev.muster.Muster;
import dev.muster.decision.Requirement;
import dev.muster.servlet.RoutedServlet;
import dev.muster.servlet.Routes;
import dev.muster.session.Sessions;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The account endpoints, mounted beside the host's own servlets: sign-in, scopes, organizations,
 * members, invitations, tokens, webhooks. What the Muster is not configured for is not there.
 * Immutable; safe for many threads. A request blocks as long as the Muster does.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Everything but sign-in, sign-out, the description and the webhook is behind the filter, and
 * takes its pass. Whether something may be done is judged by the Muster and nowhere here. An outage
 * is 503 and costs nobody a session; a session that definitely can't go on is 401 and its cookie is
 * cleared. No text of the provider's reaches a client.
 */
public final class AccountEndpoints implements RoutedServlet {
  /** Where they are mounted unless the host says otherwise: {@code /account}. */
  public static final String DEFAULT_PATH = "/account";

  private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

  private final Muster muster;
  private final String path;
  private final @Nullable Requirement renamers;

  private AccountEndpoints(Muster muster, String path, @Nullable Requirement renamers) {
    this.muster = Objects.requireNonNull(muster, "muster");
    this.path = Objects.requireNonNull(path, "path");
    this.renamers = renamers;
  }

  /**
   * The endpoints of a Muster under {@link #DEFAULT_PATH}.
   *
   * @param muster what does the work; the same that answers the filter's checks
   * @return the endpoints
   */
  public static AccountEndpoints of(Muster muster) {
    return new AccountEndpoints(muster, DEFAULT_PATH, null);
  }

  /**
   * Mounts them somewhere else.
   *
   * @param mount a path within the context, such as {@code /api/account}, without a slash at its
   *     end
   * @return the endpoints there
   * @throws IllegalArgumentException if the path is none, or names the root
   */
  public AccountEndpoints at(String mount) {
    if (!PATH.matcher(Objects.requireNonNull(mount, "mount")).matches()) {
      throw new IllegalArgumentException(
          "the account endpoints need a path such as `/account`, but got `" + mount + "`");
    }
    return new AccountEndpoints(muster, mount, renamers);
  }

  /**
   * Says who may change the slug of an organization. Default: whoever may change its name by the
   * host's {@link dev.muster.lifecycle.LifecyclePolicy}; without one, whose role permits {@code
   * organization:rename}.
   *
   * @param requirement a role or a permission
   * @return the endpoints with this rule
   * @throws IllegalArgumentException if the requirement demands neither
   */
  public AccountEndpoints renamedBy(Requirement requirement) {
    var unused = muster.scopeNames(Objects.requireNonNull(requirement, "requirement"));
    return new AccountEndpoints(muster, path, requirement);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the host's sign-ins come back to another path than the
   *     callback here
   */
  @Override
  public void declare(Routes.Builder routes) {
    Objects.requireNonNull(routes, "routes");
    muster.sessions().ifPresent(this::requireOurCallback);
    table().forEach(endpoint -> endpoint.declare(routes));
  }

  private void requireOurCallback(Sessions sessions) {
    URI back = sessions.settings().redirectUri();
    String callback = path + EndpointTable.CALLBACK;
    if (!back.getPath().endsWith(callback)) {
      throw new IllegalArgumentException(
          "sign-ins must come back to `" + callback + "`, but the redirect URI is " + back);
    }
  }

  @Override
  public String mapping() {
    return path + "/*";
  }

  @Override
  public HttpServlet servlet() {
    return new AccountServlet(muster, table());
  }

  private List<Endpoint> table() {
    return EndpointTable.of(muster, path, renamers);
  }
}
