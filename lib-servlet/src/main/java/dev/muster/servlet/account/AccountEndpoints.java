package dev.muster.servlet.account;

import dev.muster.Muster;
import dev.muster.servlet.RoutedServlet;
import dev.muster.servlet.Routes;
import jakarta.servlet.http.HttpServlet;
import java.util.Objects;

/**
 * The account endpoints, mounted beside the host's own servlets. What the Muster is not configured
 * for is not there. Safe for many threads.
 */
public final class AccountEndpoints implements RoutedServlet {
  /** Where they are mounted unless the host says otherwise: {@code /account}. */
  public static final String DEFAULT_PATH = "/account";

  private final Muster muster;
  private final String path;

  private AccountEndpoints(Muster muster, String path) {
    this.muster = Objects.requireNonNull(muster, "muster");
    this.path = Objects.requireNonNull(path, "path");
  }

  /**
   * The endpoints of a Muster under {@link #DEFAULT_PATH}.
   *
   * @param muster what does the work
   * @return the endpoints
   */
  public static AccountEndpoints of(Muster muster) {
    return new AccountEndpoints(muster, DEFAULT_PATH);
  }

  @Override
  public void declare(Routes.Builder routes) {
    routes.publicPath(path + "/login");
  }

  @Override
  public String mapping() {
    return path + "/*";
  }

  @Override
  public HttpServlet servlet() {
    throw new IllegalStateException("no endpoint of " + muster);
  }
}
