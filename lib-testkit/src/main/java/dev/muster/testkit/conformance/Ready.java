package dev.muster.testkit.conformance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request of a route that only lacks a credential.
 *
 * @param route the route
 * @param staged for whom
 * @param selector what is named where an organization is
 * @param values what the other variables stand for
 */
record Ready(ProtectedRoute route, Staged staged, String selector, Map<String, String> values) {

  /** Makes what the host's variables name. */
  static Ready of(ProtectedRoute route, Staged staged) {
    Map<String, String> values = new LinkedHashMap<>();
    route.terms().variables.forEach((name, made) -> values.put(name, made.apply(staged)));
    return new Ready(route, staged, staged.selector(), values);
  }

  /** The same request, of another organization. */
  Ready naming(String other) {
    return new Ready(route, staged, other, values);
  }

  String target() {
    return filled(
        route.terms().target,
        text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  @Nullable String body() {
    String json = route.terms().body;
    return json == null ? null : filled(json, UnaryOperator.identity());
  }

  private String filled(String template, UnaryOperator<String> encoded) {
    String filled = template.replace("{" + RouteTerms.ORGANIZATION + "}", encoded.apply(selector));
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", encoded.apply(value.getValue()));
    }
    return filled;
  }
}
