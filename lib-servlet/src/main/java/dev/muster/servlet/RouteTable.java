package dev.muster.servlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the route of a path. Immutable. */
final class RouteTable {
  private static final Route[] NONE = {};

  /** By the number of segments; no two templates match one path. */
  private final Route[][] routes;

  RouteTable(Collection<Route> matches) {
    int most = matches.stream().mapToInt(match -> match.template().segments()).max().orElse(0);
    List<List<Route>> sorted = new ArrayList<>();
    for (int i = 0; i <= most; i++) {
      sorted.add(new ArrayList<>());
    }
    matches.forEach(match -> sorted.get(match.template().segments()).add(match));
    routes = sorted.stream().map(some -> some.toArray(NONE)).toArray(Route[][]::new);
  }

  @Nullable Route find(String path) {
    int segments = RouteTemplate.segments(path);
    if (segments < routes.length) {
      for (Route match : routes[segments]) {
        if (match.template().matches(path)) {
          return match;
        }
      }
    }
    return null;
  }
}
