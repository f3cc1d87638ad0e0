package dev.muster.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a table of routes as a whole. Pure. */
final class RouteFaults {
  private RouteFaults() {}

  static List<String> of(
      Set<String> publicPaths,
      Map<RouteTemplate, Map<String, Route.Rule>> routes,
      @Nullable BrowserPages pages) {
    List<String> faults = new ArrayList<>();
    if (routes.isEmpty() && publicPaths.isEmpty()) {
      faults.add("no route is declared");
    }
    for (String path : publicPaths) {
      for (RouteTemplate template : routes.keySet()) {
        if (template.matches(path)) {
          faults.add("public path `" + path + "` is also the route `" + template + "`");
        }
      }
    }
    if (pages != null) {
      faults.addAll(pages.faults(publicPaths, routes));
    }
    return faults;
  }
}
