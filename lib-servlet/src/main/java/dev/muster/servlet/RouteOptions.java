package dev.muster.servlet;

import dev.muster.membership.Freshness;
import dev.muster.scope.OrganizationSelector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one route does differently from the default, each loosening under its own name. Immutable;
 * each method answers a changed copy.
 */
public final class RouteOptions {
  private static final RouteOptions STRICT =
      new RouteOptions(null, OrganizationSelector.none(), false);

  private final @Nullable Freshness freshness;
  private final OrganizationSelector unnamed;
  private final boolean refusesTokens;

  private RouteOptions(
      @Nullable Freshness freshness, OrganizationSelector unnamed, boolean refusesTokens) {
    this.freshness = freshness;
    this.unnamed = unnamed;
    this.refusesTokens = refusesTokens;
  }

  /**
   * The default: the host's freshness, and no organization but the one that the request names.
   *
   * @return the options
   */
  public static RouteOptions strict() {
    return STRICT;
  }

  /**
   * A freshness of the route's own.
   *
   * @param freshness how old evidence may be on this route
   * @return with this freshness
   */
  public RouteOptions freshness(Freshness freshness) {
    return new RouteOptions(Objects.requireNonNull(freshness, "freshness"), unnamed, refusesTokens);
  }

  /**
   * For identity pages such as {@code /me}: where a request names no organization, the session's
   * counts, as {@link OrganizationSelector#orOfSession()} says.
   *
   * @return with this fall-back
   */
  public RouteOptions orOfSession() {
    return new RouteOptions(freshness, OrganizationSelector.none().orOfSession(), refusesTokens);
  }

  /**
   * As {@link #orOfSession()}, and who is no member there any more is switched to the only other
   * organization, as {@link OrganizationSelector#orOfSessionElseTheOnlyOther()} says.
   *
   * @return with this fall-back
   */
  public RouteOptions orOfSessionElseTheOnlyOther() {
    return new RouteOptions(
        freshness, OrganizationSelector.none().orOfSessionElseTheOnlyOther(), refusesTokens);
  }

  /**
   * For what only a person may do: a good organization access token is the wrong kind of credential
   * here, 403 {@code wrong_credential}.
   *
   * @return with this refusal
   */
  public RouteOptions refusingTokens() {
    return new RouteOptions(freshness, unnamed, true);
  }

  /** The bound of the route, or null for the host's. */
  @Nullable Freshness freshness() {
    return freshness;
  }

  /** The selector of a request that names no organization. */
  OrganizationSelector unnamed() {
    return unnamed;
  }

  boolean refusesTokens() {
    return refusesTokens;
  }

  /** Whether another organization may count than one that the request names. */
  boolean fallsBack() {
    return !unnamed.equals(OrganizationSelector.none());
  }
}
