package dev.muster.servlet;

import dev.muster.decision.Requirement;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A template with what it demands. Immutable.
 *
 * @param template what paths match
 * @param rules what each method demands
 * @param allowed the methods in words
 */
record Route(RouteTemplate template, Map<String, Rule> rules, String allowed) {
  static Route of(RouteTemplate template, Map<String, Rule> rules) {
    return new Route(template, Map.copyOf(rules), String.join(", ", new TreeSet<>(rules.keySet())));
  }

  /** The rule of a method, or null if it is closed. */
  @Nullable Rule rule(String method) {
    // HEAD is GET without the body, for the rule as for the handler.
    return rules.get(method.equals("HEAD") ? "GET" : method);
  }

  /** What one method of a route demands. */
  record Rule(Requirement requirement, RouteOptions options) {}
}
