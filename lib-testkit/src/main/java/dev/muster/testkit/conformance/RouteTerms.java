package dev.muster.testkit.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a route says of itself. Changed only as a copy that nobody else has yet. */
final class RouteTerms {
  static final String ORGANIZATION = "organization";

  private static final String DEFAULT_ROLE = "member";

  final String method;
  final String target;
  final @Nullable String body;
  final Map<String, Function<Staged, String>> variables = new LinkedHashMap<>();
  final Set<String> things = new LinkedHashSet<>();
  final Map<Outcome, String> waived = new EnumMap<>(Outcome.class);
  @Nullable Demand demand;
  boolean personal;
  boolean inCredential;
  boolean once;
  boolean everyRole;
  @Nullable String header;
  @Nullable Function<String, String> scope;
  Set<String> permitted = Set.of();
  Set<String> refused = Set.of();
  Set<Integer> statuses = Set.of();

  /** Whom a route is for. */
  enum Demand {
    MEMBER,
    SIGNED_IN
  }

  RouteTerms(String method, String target, @Nullable String body) {
    this.method = method;
    this.target = target;
    this.body = body;
  }

  RouteTerms copy() {
    RouteTerms copy = new RouteTerms(method, target, body);
    copy.variables.putAll(variables);
    copy.things.addAll(things);
    copy.waived.putAll(waived);
    copy.demand = demand;
    copy.personal = personal;
    copy.inCredential = inCredential;
    copy.once = once;
    copy.everyRole = everyRole;
    copy.scope = scope;
    copy.header = header;
    copy.permitted = permitted;
    copy.refused = refused;
    copy.statuses = statuses;
    return copy;
  }

  boolean isSignedIn() {
    return demand == Demand.SIGNED_IN;
  }

  boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** The roles in which a member is served, at least one. */
  List<String> roles() {
    return permitted.isEmpty() ? List.of(DEFAULT_ROLE) : new ArrayList<>(permitted);
  }

  boolean serves(int status) {
    return statuses.isEmpty() ? status >= 200 && status <= 299 : statuses.contains(status);
  }

  /** Whether somebody in a role can read an organization with it, and nothing has to be made. */
  boolean readsFor(String role) {
    return demand == Demand.MEMBER
        && isRead()
        && !inCredential
        && variables.isEmpty()
        && (permitted.isEmpty() || permitted.contains(role));
  }

  /** Whether a request says where it works by itself, and so can say anything. */
  boolean pointsFreely() {
    return !isSignedIn() && !inCredential;
  }

  boolean namesOrganization() {
    String named = "{" + ORGANIZATION + "}";
    return inCredential || header != null || (target + text()).contains(named);
  }

  /** The body, or nothing. */
  String text() {
    return body == null ? "" : body;
  }
}
