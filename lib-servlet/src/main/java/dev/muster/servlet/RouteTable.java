package dev.muster.servlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the route of a path. Immutable. */
final class RouteTable {
  private static final Routes.Match[] NONE = {};

  /** By the number of segments; no two templates match one path. */
  private final Routes.Match[][] routes;

  RouteTable(Collection<Routes.Match> matches) {
    int most = matches.stream().mapToInt(match -> match.template().segments()).max().orElse(0);
    List<List<Routes.Match>> sorted = new ArrayList<>();
    for (int i = 0; i <= most; i++) {
      sorted.add(new ArrayList<>());
    }
    matches.forEach(match -> sorted.get(match.template().segments()).add(match));
    routes = sorted.stream().map(some -> some.toArray(NONE)).toArray(Routes.Match[][]::new);
  }

  Routes.@Nullable Match find(String path) {
    int segments = RouteTemplate.segments(path);
    if (segments < routes.length) {
      for (Routes.Match match : routes[segments]) {
        if (match.template().matches(path)) {
          return match;
        }
      }
    }
    return null;
  }
}
