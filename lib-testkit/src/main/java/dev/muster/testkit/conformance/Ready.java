package dev.muster.testkit.conformance;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request of a route that only lacks a credential.
 *
 * @param route the route
 * @param staged for whom
 * @param selector what is named where an organization is
 * @param values what the other variables stand for
 * @param scopes what an answer that serves may tell of its scope
 */
record Ready(
    ProtectedRoute route,
    Staged staged,
    String selector,
    Map<String, String> values,
    Set<String> scopes) {

  /** Makes what the host's variables name. */
  static Ready of(ProtectedRoute route, Staged staged) {
    Map<String, String> values = new LinkedHashMap<>();
    route.terms().variables.forEach((name, made) -> values.put(name, made.apply(staged)));
    String selector = staged.selector();
    Set<String> scopes = new HashSet<>(List.of(selector, staged.organization().value()));
    return new Ready(route, staged, selector, values, scopes);
  }

  /** The same request, of another organization. */
  Ready naming(String other) {
    return new Ready(route, staged, other, values, scopes);
  }

  /** The same request, with what somebody else's variable stands for. */
  Ready with(String variable, Ready other) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(variable, Objects.requireNonNull(other.values().get(variable), variable));
    return new Ready(route, staged, selector, changed, scopes);
  }

  /** The same request, which may be served in these scopes. */
  Ready servedIn(Set<String> others) {
    return new Ready(route, staged, selector, values, others);
  }

  String target() {
    return filled(
        route.terms().target,
        text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  @Nullable String body() {
    String json = route.terms().body;
    return json == null ? null : filled(json, Ready::inJson);
  }

  /** As the inside of a JSON string. */
  private static String inJson(String text) {
    return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private String filled(String template, UnaryOperator<String> encoded) {
    String filled = template.replace("{" + RouteTerms.ORGANIZATION + "}", encoded.apply(selector));
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", encoded.apply(value.getValue()));
    }
    return filled;
  }
}
