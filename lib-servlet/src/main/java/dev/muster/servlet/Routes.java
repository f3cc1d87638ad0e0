package dev.muster.servlet;

import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is open under a filter: public paths by exact match, and protected routes by method and
 * template. Everything else is closed. Immutable, checked when built.
 */
public final class Routes {
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final Set<String> publicPaths;
  private final RouteTable routes;
  private final List<String> declared;
  private final OrganizationPlaces places;
  private final boolean hidesOrganizations;
  private final boolean passesPreflights;
  private final @Nullable BrowserPages pages;

  private Routes(Builder from) {
    this.publicPaths = Set.copyOf(from.publicPaths);
    this.routes =
        new RouteTable(
            from.routes.entrySet().stream()
                .map(route -> Route.of(route.getKey(), route.getValue()))
                .toList());
    this.declared =
        Stream.concat(
                from.publicPaths.stream(),
                from.routes.keySet().stream().map(RouteTemplate::toString))
            .toList();
    this.places = from.places;
    this.hidesOrganizations = from.hidesOrganizations;
    this.passesPreflights = from.passesPreflights;
    this.pages = from.pages;
  }

  /**
   * Starts a table.
   *
   * @return a builder, for one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The organization that a path names, for {@link
   * dev.muster.session.SessionSettings.Builder#organizationIn}.
   *
   * @param path a path within the context, with or without a query
   * @return what stands for {@code {organization}} in the route that the path matches; a text from
   *     outside, and empty if there is none
   */
  public Optional<String> organizationIn(String path) {
    String alone = Objects.requireNonNull(path, "path").split("[?#]", 2)[0];
    Route match = CanonicalTarget.isCanonical(alone) ? match(alone) : null;
    return Optional.ofNullable(match).map(found -> found.template().organization(alone));
  }

  boolean isPublic(String path) {
    return publicPaths.contains(path);
  }

  /** The route that a path matches, or null for none. */
  @Nullable Route match(String path) {
    return routes.find(path);
  }

  OrganizationPlaces places() {
    return places;
  }

  /** Every public path and template, as it was declared. */
  List<String> declared() {
    return declared;
  }

  boolean hidesOrganizations() {
    return hidesOrganizations;
  }

  boolean passesPreflights() {
    return passesPreflights;
  }

  @Nullable BrowserPages pages() {
    return pages;
  }

  /** Collects routes; {@link #build()} reports every fault at once. */
  public static final class Builder {
    private final Set<String> publicPaths = new LinkedHashSet<>();
    private final Map<RouteTemplate, Map<String, Route.Rule>> routes = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private OrganizationPlaces places = OrganizationPlaces.PATH_ONLY;
    private boolean hidesOrganizations;
    private boolean passesPreflights;
    private @Nullable BrowserPages pages;

    private Builder() {}

    /**
     * Opens one path to everybody, by exact match.
     *
     * @param path the path within the context, such as {@code /login}
     * @return this builder
     */
    public Builder publicPath(String path) {
      Objects.requireNonNull(path, "path");
      if (!CanonicalTarget.isCanonical(path)) {
        faults.add("public path `" + path + "` is not canonical");
      } else if (path.indexOf('%') >= 0) {
        faults.add("public path `" + path + "` is encoded, and paths are compared decoded");
      }
      publicPaths.add(path);
      return this;
    }

    /**
     * Opens one method of a route to those who meet a requirement, with the host's own freshness.
     *
     * @param method GET (which opens HEAD too), POST, PUT, PATCH or DELETE
     * @param template the path within the context; {@code {organization}} names the organization,
     *     other variables match one segment
     * @param requirement what is demanded
     * @return this builder
     */
    public Builder route(String method, String template, Requirement requirement) {
      return route(method, template, requirement, RouteOptions.strict());
    }

    /**
     * Opens one method of a route with a freshness of its own.
     *
     * @param method GET (which opens HEAD too), POST, PUT, PATCH or DELETE
     * @param template the path within the context
     * @param requirement what is demanded
     * @param freshness how old evidence may be on this route
     * @return this builder
     */
    public Builder route(
        String method, String template, Requirement requirement, Freshness freshness) {
      return route(method, template, requirement, RouteOptions.strict().freshness(freshness));
    }

    /**
     * Opens one method of a route with options of its own.
     *
     * @param method GET (which opens HEAD too), POST, PUT, PATCH or DELETE
     * @param template the path within the context
     * @param requirement what is demanded
     * @param options what this route does differently
     * @return this builder
     */
    public Builder route(
        String method, String template, Requirement requirement, RouteOptions options) {
      return add(
          method,
          template,
          new Route.Rule(
              Objects.requireNonNull(requirement, "requirement"),
              Objects.requireNonNull(options, "options")));
    }

    /**
     * Lets requests to routes name their organization in a header, instead of or besides the path.
     * Every value of a header that was sent twice counts; a blank value, or a list with commas, is
     * a choice too, and one that fails. Default: no header.
     *
     * @param name the header's name
     * @return this builder
     */
    public Builder organizationHeader(String name) {
      Objects.requireNonNull(name, "name");
      OrganizationPlaces.faultOfHeader(name).ifPresent(faults::add);
      if (places.header() != null) {
        faults.add("organization header `" + name + "` was `" + places.header() + "` already");
      }
      places = new OrganizationPlaces(name, places.domain());
      return this;
    }

    /**
     * Lets requests to routes name their organization in the first label before a domain, as the
     * container tells the host name. The domain itself names none. A host outside of the domain, or
     * with several labels before it, is a choice too, and one that fails. Letters are compared in
     * lower case, so a provider's id with capitals can't be named this way. Default: no domain.
     *
     * @param domain the domain in lower case, such as {@code notes.example}
     * @return this builder
     */
    public Builder organizationSubdomainOf(String domain) {
      Objects.requireNonNull(domain, "domain");
      Subdomain.fault(domain).ifPresent(faults::add);
      if (places.domain() != null) {
        faults.add(
            "organization subdomain of `" + domain + "` was `" + places.domain() + "` already");
      }
      places = new OrganizationPlaces(places.header(), domain);
      return this;
    }

    /**
     * Answers 404 {@code not_found} instead of 403 {@code not_a_member}, on every route: who is no
     * member can't tell an organization that is there from one that never was, nor from a path that
     * is not. Default: 403 for both.
     *
     * @return this builder
     */
    public Builder hideOrganizations() {
      hidesOrganizations = true;
      return this;
    }

    /**
     * Lets CORS preflights of declared paths through to the host, without a credential and without
     * a pass: requests by OPTIONS with one {@code Origin} and one {@code
     * Access-Control-Request-Method}. What handles them must do nothing else. Default: closed, as
     * OPTIONS is in all other cases.
     *
     * @return this builder
     */
    public Builder passPreflights() {
      passesPreflights = true;
      return this;
    }

    /**
     * Sends browsers to pages of the host instead of telling them a problem. Default: everybody is
     * told the problem.
     *
     * @param pages the pages, declared in these routes
     * @return this builder
     */
    public Builder pages(BrowserPages pages) {
      this.pages = Objects.requireNonNull(pages, "pages");
      return this;
    }

    private Builder add(String method, String template, Route.Rule rule) {
      if (!METHODS.contains(Objects.requireNonNull(method, "method"))) {
        faults.add("method `" + method + "` is none of " + METHODS);
      }
      Optional<RouteTemplate> parsed =
          RouteTemplate.parse(Objects.requireNonNull(template, "template"));
      if (parsed.isEmpty()) {
        faults.add("template `" + template + "` is not a path of literals and {variables}");
        return this;
      }
      if (rule.options().fallsBack() && parsed.get().namesOrganization()) {
        faults.add(
            "route `" + method + " " + template + "` names its organization and never falls back");
      }
      for (RouteTemplate other : routes.keySet()) {
        if (!other.equals(parsed.get()) && other.overlaps(parsed.get())) {
          faults.add("templates `" + other + "` and `" + template + "` match the same paths");
        }
      }
      Map<String, Route.Rule> rules =
          routes.computeIfAbsent(parsed.get(), t -> new LinkedHashMap<>());
      if (rules.putIfAbsent(method, rule) != null) {
        faults.add("route `" + method + " " + template + "` is declared twice");
      }
      return this;
    }

    /**
     * Builds the table.
     *
     * @return the table, for many threads
     * @throws IllegalArgumentException naming every fault, if there is one
     */
    public Routes build() {
      List<String> found = new ArrayList<>(faults);
      found.addAll(RouteFaults.of(publicPaths, routes, pages));
      if (!found.isEmpty()) {
        throw new IllegalArgumentException(
            "routes have " + found.size() + " faults: " + String.join("; ", found));
      }
      return new Routes(this);
    }
  }
}
