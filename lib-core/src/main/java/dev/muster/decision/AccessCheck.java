package dev.muster.decision;

import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationRef;
import dev.muster.scope.OrganizationSelector;
import dev.muster.session.Authentication;
import dev.muster.session.Session;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One question to a Muster: may this session do this, here, now? Immutable; each method answers a
 * changed copy.
 */
public final class AccessCheck {
  private final Authentication authentication;
  private final Requirement requirement;
  private final OrganizationSelector selector;
  private final @Nullable Freshness route;
  private final @Nullable Freshness fresher;
  private final @Nullable ConsistencyToken seen;
  private final boolean sessionsOnly;

  private AccessCheck(
      Authentication authentication,
      Requirement requirement,
      OrganizationSelector selector,
      @Nullable Freshness route,
      @Nullable Freshness fresher,
      @Nullable ConsistencyToken seen,
      boolean sessionsOnly) {
    this.authentication = Objects.requireNonNull(authentication, "authentication");
    this.requirement = Objects.requireNonNull(requirement, "requirement");
    this.selector = Objects.requireNonNull(selector, "selector");
    this.route = route;
    this.fresher = fresher;
    this.seen = seen;
    this.sessionsOnly = sessionsOnly;
  }

  /**
   * Asks for whoever a credential turned out to be, nobody included.
   *
   * @param authentication what the credential came to
   * @param requirement what is demanded
   * @return the check, of no organization yet
   */
  public static AccessCheck of(Authentication authentication, Requirement requirement) {
    return new AccessCheck(
        authentication, requirement, OrganizationSelector.none(), null, null, null, false);
  }

  /**
   * Asks for a session.
   *
   * @param session who
   * @param requirement what is demanded
   * @return the check, of no organization yet
   */
  public static AccessCheck of(Session session, Requirement requirement) {
    return of(new Authentication.Authenticated(session, List.of()), requirement);
  }

  /**
   * Asks again what a pass answered: the same session, requirement and scope. An organization is
   * named by its id, and the person by naming nothing, so that a slug that was given away meanwhile
   * leads nowhere else.
   *
   * @param pass a pass
   * @return the check, with the host's freshness
   */
  public static AccessCheck again(Pass pass) {
    AccessCheck check = of(pass.scope().session(), pass.requirement());
    return pass.scope().fold(personal -> check, there -> check.in(OrganizationRef.of(there.id())));
  }

  /**
   * Names the organization.
   *
   * @param selector what the request says of it; replaces what was said before
   * @return the check
   */
  public AccessCheck in(OrganizationSelector selector) {
    return new AccessCheck(
        authentication, requirement, selector, route, fresher, seen, sessionsOnly);
  }

  /**
   * Names the organization by one text of the request.
   *
   * @param text a slug, an id, or whatever came from outside
   * @return the check
   */
  public AccessCheck in(String text) {
    return in(OrganizationSelector.of(text));
  }

  /**
   * Names the organization by a typed pointer.
   *
   * @param organization the pointer
   * @return the check
   */
  public AccessCheck in(OrganizationRef organization) {
    return in(OrganizationSelector.of(organization));
  }

  /**
   * Declares the bound of the route, instead of the host's default.
   *
   * @param bound how old evidence may be on this route
   * @return the check
   */
  public AccessCheck onRoute(Freshness bound) {
    return new AccessCheck(
        authentication,
        requirement,
        selector,
        Objects.requireNonNull(bound, "bound"),
        fresher,
        seen,
        sessionsOnly);
  }

  /**
   * Asks for more freshness than the route declares. Asking for less changes nothing.
   *
   * @param bound how old evidence may be for this check
   * @return the check
   */
  public AccessCheck fresher(Freshness bound) {
    Freshness stricter = fresher == null ? bound : fresher.stricter(bound);
    return new AccessCheck(
        authentication,
        requirement,
        selector,
        route,
        Objects.requireNonNull(stricter, "bound"),
        seen,
        sessionsOnly);
  }

  /**
   * Demands evidence that is at least as fresh as a write or a decision seen before, on whatever
   * node that was. Of another membership than the checked one it demands nothing.
   *
   * @param token what was told then; replaces what was demanded before
   * @return the check
   */
  public AccessCheck notBefore(ConsistencyToken token) {
    Objects.requireNonNull(token, "token");
    return new AccessCheck(
        authentication, requirement, selector, route, fresher, token, sessionsOnly);
  }

  /**
   * Refuses organization access tokens: a good one is the wrong kind of credential here.
   *
   * @return the check
   */
  public AccessCheck refusingTokens() {
    return new AccessCheck(authentication, requirement, selector, route, fresher, seen, true);
  }

  /**
   * The same question of whoever a credential turned out to be on a second look.
   *
   * @param again what the credential came to
   * @return the check
   */
  public AccessCheck by(Authentication again) {
    return new AccessCheck(again, requirement, selector, route, fresher, seen, sessionsOnly);
  }

  /**
   * Whether organization access tokens are refused.
   *
   * @return true after {@link #refusingTokens()}
   */
  public boolean refusesTokens() {
    return sessionsOnly;
  }

  /**
   * Who asks.
   *
   * @return what the credential came to
   */
  public Authentication authentication() {
    return authentication;
  }

  /**
   * What is demanded.
   *
   * @return the requirement
   */
  public Requirement requirement() {
    return requirement;
  }

  /**
   * Which organization is named.
   *
   * @return the selector; empty if none is
   */
  public OrganizationSelector selector() {
    return selector;
  }

  /**
   * What evidence must have caught up with.
   *
   * @return null if nothing is demanded
   */
  public @Nullable ConsistencyToken seen() {
    return seen;
  }

  /**
   * How old evidence may be.
   *
   * @param hostDefault the host's bound, for a route that declares none
   * @return the bound of the route, or the stricter one that was asked for
   */
  public Freshness freshness(Freshness hostDefault) {
    Freshness bound = route == null ? hostDefault : route;
    return fresher == null ? bound : bound.stricter(fresher);
  }
}
