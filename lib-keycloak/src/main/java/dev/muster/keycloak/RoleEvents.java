package dev.muster.keycloak;

import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderEvent.RoleChanged;
import java.util.List;

/*
 * A role's name may hold what parts a path: that of `a/b` and of `x/composites` is logged as it is.
 * What is done to a role logs its representation, and what is done to its composites a list.
 */
/** What an event about a role of the realm says. */
final class RoleEvents {
  private RoleEvents() {}

  /**
   * By its id alone, a role may have had another name before; the old one's holders are told of by
   * nobody. What a role contains is the host's to know.
   */
  static List<Part> parts(LogEvent event) {
    String name = event.name();
    if (event.is("CREATE")) {
      return name == null ? composites(event) : changed(event, name);
    }
    if (event.is("UPDATE") && name != null && event.path().equals(named(name))) {
      return changed(event, name);
    }
    return name == null ? composites(event) : Part.anybody(event);
  }

  private static List<Part> composites(LogEvent event) {
    List<String> path = event.path();
    boolean isOfRole = path.size() == 3 && path.get(2).equals("composites");
    if (isOfRole && path.get(0).equals("roles")) {
      return changed(event, path.get(1));
    }
    boolean harmless = event.is("CREATE") || (isOfRole && path.get(0).equals("roles-by-id"));
    return harmless ? Part.other(event) : Part.anybody(event);
  }

  private static List<String> named(String name) {
    return List.of(("roles/" + name).split("/"));
  }

  private static List<Part> changed(LogEvent event, String role) {
    try {
      return Part.only(new RoleChanged(new RoleSlug(role), null));
    } catch (IllegalArgumentException noSlug) {
      return Part.other(event);
    }
  }
}
