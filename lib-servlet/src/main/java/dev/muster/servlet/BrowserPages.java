package dev.muster.servlet;

import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host's pages that a browser is sent to instead of a problem: to sign in, to create or join an
 * organization, to choose one. Paths within the context. What has no page here, or where no page
 * helps, is a small page of the problem itself, with its status. Immutable.
 *
 * <p>Only a navigation is answered so: a GET or HEAD that says {@code Sec-Fetch-Mode: navigate} or,
 * without that header, accepts {@code text/html}; never one with an {@code Authorization} or {@code
 * X-Requested-With} header. Everything else gets the problem document.
 *
 * <p>{@link Routes.Builder#build()} refuses a page that is not declared, and one that could send a
 * browser in a circle.
 */
public final class BrowserPages {
  private final @Nullable String login;
  private final @Nullable String onboarding;
  private final @Nullable String picker;
  private final @Nullable String home;

  private BrowserPages(Builder from) {
    this.login = from.login;
    this.onboarding = from.onboarding;
    this.picker = from.picker;
    this.home = from.home;
  }

  /**
   * Starts with no page.
   *
   * @return a builder, for one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Where a browser goes that asked for one of two paths and has a problem, or null for nowhere.
   */
  @Nullable String instead(Problem problem, String path, String firstPath) {
    if (isOneOf(login, path, firstPath)) {
      return null;
    }
    if (problem.status() == 401) {
      return login;
    }
    if (isOneOf(onboarding, path, firstPath) || isOneOf(picker, path, firstPath)) {
      return null;
    }
    return switch (problem) {
      case ONBOARDING_REQUIRED -> onboarding;
      case ORGANIZATION_REQUIRED -> picker;
      case NOT_A_MEMBER -> picker == null ? null : picker + "?reason=" + problem.code();
      default -> null;
    };
  }

  private static boolean isOneOf(@Nullable String page, String path, String firstPath) {
    return page != null && (page.equals(path) || page.equals(firstPath));
  }

  @Nullable String home() {
    return home;
  }

  /** What is wrong with the pages under a table. */
  List<String> faults(Set<String> publicPaths, Map<RouteTemplate, Map<String, Route.Rule>> routes) {
    List<String> faults = new ArrayList<>();
    if (login != null && !publicPaths.contains(login)) {
      faults.add("login page `" + login + "` is not a public path");
    }
    addFault("onboarding page", onboarding, publicPaths, routes, faults);
    addFault("organization picker", picker, publicPaths, routes, faults);
    if (home != null && !publicPaths.contains(home) && rule(home, routes) == null) {
      faults.add("home page `" + home + "` is not declared");
    }
    return faults;
  }

  private static void addFault(
      String what,
      @Nullable String page,
      Set<String> publicPaths,
      Map<RouteTemplate, Map<String, Route.Rule>> routes,
      List<String> faults) {
    if (page == null || publicPaths.contains(page)) {
      return;
    }
    Route.Rule rule = rule(page, routes);
    if (rule == null || !rule.requirement().equals(Requirement.signedIn())) {
      faults.add(
          what + " `" + page + "` is neither a public path nor a GET route for who is signed in");
    }
  }

  private static Route.@Nullable Rule rule(
      String page, Map<RouteTemplate, Map<String, Route.Rule>> routes) {
    for (Map.Entry<RouteTemplate, Map<String, Route.Rule>> route : routes.entrySet()) {
      if (route.getKey().matches(page) && !route.getKey().namesOrganization()) {
        return route.getValue().get("GET");
      }
    }
    return null;
  }

  /** Collects pages; {@link Routes.Builder#build()} checks them. */
  public static final class Builder {
    private @Nullable String login;
    private @Nullable String onboarding;
    private @Nullable String picker;
    private @Nullable String home;

    private Builder() {}

    /**
     * Where a browser goes that is not signed in, with the way back in the parameter {@code
     * returnTo}. Default: none.
     *
     * @param path a public path
     * @return this builder
     */
    public Builder login(String path) {
      this.login = Objects.requireNonNull(path, "path");
      return this;
    }

    /**
     * Where a browser goes whose user is in no organization. Default: none.
     *
     * @param path a public path, or a route that demands to be signed in and no more
     * @return this builder
     */
    public Builder onboarding(String path) {
      this.onboarding = Objects.requireNonNull(path, "path");
      return this;
    }

    /**
     * Where a browser goes whose user has to choose an organization, or was no member of the one
     * chosen; that is told in the parameter {@code reason}. Default: none.
     *
     * @param path a public path, or a route that demands to be signed in and no more
     * @return this builder
     */
    public Builder picker(String path) {
      this.picker = Objects.requireNonNull(path, "path");
      return this;
    }

    /**
     * What the page of a problem links to. Default: it has no link.
     *
     * @param path a public path or a GET route
     * @return this builder
     */
    public Builder home(String path) {
      this.home = Objects.requireNonNull(path, "path");
      return this;
    }

    /**
     * Builds the pages.
     *
     * @return the pages, for many threads
     */
    public BrowserPages build() {
      return new BrowserPages(this);
    }
  }
}
