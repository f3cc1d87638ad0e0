package dev.muster.testkit.conformance;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One route of a host and whom it serves, as the host means it. Immutable; each method answers a
 * changed copy. Beside how it is called a route says what it demands, with {@link #member()},
 * {@link #permitted}, or {@link #signedIn()}, and unless it is {@code signedIn} where the
 * organization is named: {@code {organization}} in the path, the query or the body, a header, or
 * the credential.
 */
public final class ProtectedRoute {
  private final RouteTerms terms;

  private ProtectedRoute(RouteTerms terms) {
    this.terms = terms;
  }

  /**
   * A route without a body.
   *
   * @param method the HTTP method
   * @param target the path, with a query if need be, from the host's address on; {@code {names}}
   *     are filled in
   * @return the route, of which nothing else is said yet
   */
  public static ProtectedRoute of(String method, String target) {
    return new ProtectedRoute(new RouteTerms(method, target, null));
  }

  /**
   * A route that takes JSON.
   *
   * @param method the HTTP method
   * @param target the path, as above
   * @param json the body, in which {@code {names}} are filled in
   * @return the route, of which nothing else is said yet
   */
  public static ProtectedRoute of(String method, String target, String json) {
    return new ProtectedRoute(new RouteTerms(method, target, Objects.requireNonNull(json, "json")));
  }

  /**
   * A GET.
   *
   * @param target the path, as above
   * @return the route
   */
  public static ProtectedRoute get(String target) {
    return of("GET", target);
  }

  /**
   * A POST of JSON.
   *
   * @param target the path, as above
   * @param json the body, as above
   * @return the route
   */
  public static ProtectedRoute post(String target, String json) {
    return of("POST", target, json);
  }

  /**
   * A DELETE.
   *
   * @param target the path, as above
   * @return the route
   */
  public static ProtectedRoute delete(String target) {
    return of("DELETE", target);
  }

  /**
   * Serves every active member. Driven with the role {@code member}, unless {@link #permitted}
   * names others.
   *
   * @return the route
   */
  public ProtectedRoute member() {
    RouteTerms copy = terms.copy();
    copy.demand = RouteTerms.Demand.MEMBER;
    return new ProtectedRoute(copy);
  }

  /**
   * Serves active members in these roles.
   *
   * @param roles the provider's slugs of the roles; each is driven, and the other outcomes with the
   *     first in alphabetical order
   * @return the route
   */
  public ProtectedRoute permitted(String... roles) {
    RouteTerms copy = terms.copy();
    copy.demand = RouteTerms.Demand.MEMBER;
    copy.permitted = new TreeSet<>(List.of(roles));
    return new ProtectedRoute(copy);
  }

  /**
   * Refuses active members in these roles.
   *
   * @param roles the provider's slugs of the roles; each is driven: from the beginning, with a role
   *     that is served in another organization, and after a demotion
   * @return the route
   */
  public ProtectedRoute refusedTo(String... roles) {
    RouteTerms copy = terms.copy();
    copy.refused = new TreeSet<>(List.of(roles));
    return new ProtectedRoute(copy);
  }

  /**
   * There are no roles but those that are {@link #permitted}, so that there is none to refuse.
   *
   * @return the route
   */
  public ProtectedRoute noOtherRoles() {
    RouteTerms copy = terms.copy();
    copy.everyRole = true;
    return new ProtectedRoute(copy);
  }

  /**
   * Serves everybody who is signed in, with or without an organization.
   *
   * @return the route
   */
  public ProtectedRoute signedIn() {
    RouteTerms copy = terms.copy();
    copy.demand = RouteTerms.Demand.SIGNED_IN;
    return new ProtectedRoute(copy);
  }

  /**
   * Serves the personal scope too.
   *
   * @return the route
   */
  public ProtectedRoute orPersonal() {
    RouteTerms copy = terms.copy();
    copy.personal = true;
    return new ProtectedRoute(copy);
  }

  /**
   * The organization is named in a header.
   *
   * @param name the name of the header
   * @return the route
   */
  public ProtectedRoute organizationInHeader(String name) {
    RouteTerms copy = terms.copy();
    copy.header = Objects.requireNonNull(name, "name");
    return new ProtectedRoute(copy);
  }

  /**
   * The request names no organization: the session or the token does. See {@link
   * ConformanceHost#credential(dev.muster.name.UserId, dev.muster.name.OrganizationId)}.
   *
   * @return the route
   */
  public ProtectedRoute organizationInCredential() {
    RouteTerms copy = terms.copy();
    copy.inCredential = true;
    return new ProtectedRoute(copy);
  }

  /**
   * Says which thing of an organization a variable of the path or the body names, such as a note;
   * on a route for everybody who is {@link #signedIn()}, which thing of the person who asks, such
   * as a token. Another organization's or person's is driven too: see {@link Outcome#OTHERS_THING}.
   *
   * @param variable its name, without braces
   * @param made makes a thing for one outcome before the request, and tells its name; where the
   *     route is {@code signedIn()}, a thing of {@link Staged#user()}
   * @return the route
   */
  public ProtectedRoute with(String variable, Function<Staged, String> made) {
    return filled(variable, made, true);
  }

  /**
   * Says what a variable of the path or the body stands for, where it names no thing of an
   * organization or a person: a text, an address, a name that is yet to be given.
   *
   * @param variable its name, without braces
   * @param made makes a value for one outcome, before the request
   * @return the route
   */
  public ProtectedRoute withText(String variable, Function<Staged, String> made) {
    return filled(variable, made, false);
  }

  private ProtectedRoute filled(String variable, Function<Staged, String> made, boolean thing) {
    RouteTerms copy = terms.copy();
    copy.variables.put(
        Objects.requireNonNull(variable, "variable"), Objects.requireNonNull(made, "made"));
    if (thing) {
      copy.things.add(variable);
    } else {
      copy.things.remove(variable);
    }
    return new ProtectedRoute(copy);
  }

  /**
   * Says how an answer tells the scope that it is of. A route that is for organizations and {@link
   * #orPersonal()}, and takes the organization from the credential, has to say so: the status alone
   * does not tell whether somebody who was removed was served in the organization or alone.
   *
   * @param read from the body of an answer that served, the organization as {@link
   *     ConformanceHost#selector} names it or its id, or an empty text for the personal scope
   * @return the route
   */
  public ProtectedRoute tellsScope(Function<String, String> read) {
    RouteTerms copy = terms.copy();
    copy.scope = Objects.requireNonNull(read, "read");
    return new ProtectedRoute(copy);
  }

  /**
   * Leaves an outcome out on this route.
   *
   * @param outcome which, not {@link Outcome#SERVED}
   * @param why for the report
   * @return the route
   * @throws IllegalArgumentException if the outcome can't be left out, or the reason is blank
   */
  public ProtectedRoute without(Outcome outcome, String why) {
    RouteTerms copy = terms.copy();
    copy.waived.put(Waivers.leavable(outcome), Waivers.reason(why));
    return new ProtectedRoute(copy);
  }

  /**
   * Says with which statuses it serves.
   *
   * @param own at least one; by default any from 200 to 299
   * @return the route
   */
  public ProtectedRoute servesWith(Integer... own) {
    RouteTerms copy = terms.copy();
    copy.statuses = Set.of(own);
    return new ProtectedRoute(copy);
  }

  /**
   * Says that who was served can't be served once more: by leaving, or by deleting the
   * organization. Who needs to be served before is then served by the first other route that reads
   * for them: a GET or HEAD of {@link #member()} or {@link #permitted} with the role, which names
   * the organization in the request and not in the credential, and has no variable but {@code
   * {organization}}. Without one, what needs it is not driven.
   *
   * @return the route
   */
  public ProtectedRoute once() {
    RouteTerms copy = terms.copy();
    copy.once = true;
    return new ProtectedRoute(copy);
  }

  /** The method and the target. */
  @Override
  public String toString() {
    return terms.method + " " + terms.target;
  }

  RouteTerms terms() {
    return terms;
  }
}
