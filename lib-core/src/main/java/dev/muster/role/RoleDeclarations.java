package dev.muster.role;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a map's builder was told, in order, and every fault of it. For one thread. */
final class RoleDeclarations {
  private final Map<Role, Set<Permission>> declared = new LinkedHashMap<>();
  private final Map<RoleSlug, Role> bySlug = new LinkedHashMap<>();
  private final Map<RoleSlug, Role> added = new LinkedHashMap<>();
  private final Set<Role> withoutSlug = new LinkedHashSet<>();
  private final RoleInheritance inheritance = new RoleInheritance();
  private final List<String> faults = new ArrayList<>();

  void declare(Role role, Set<RoleSlug> slugs, Set<Permission> permissions) {
    if (declared.putIfAbsent(role, Set.copyOf(permissions)) != null) {
      faults.add("role `" + role + "` is declared twice");
    }
    if (slugs.isEmpty()) {
      withoutSlug.add(role);
    }
    for (RoleSlug slug : slugs) {
      means(slug, role);
    }
  }

  void add(RoleSlug slug, Role role) {
    if (role.equals(bySlug.get(slug))) {
      faults.add("slug `" + slug + "` is given to `" + role + "` twice");
    }
    means(slug, role);
    added.put(slug, role);
  }

  void inherit(Role role, Role from) {
    inheritance.add(role, from);
  }

  private void means(RoleSlug slug, Role role) {
    Role other = bySlug.putIfAbsent(slug, role);
    if (other != null && !other.equals(role)) {
      faults.add("slug `" + slug + "` means both `" + other + "` and `" + role + "`");
    }
  }

  List<String> faults() {
    List<String> found = new ArrayList<>(faults);
    Set<Role> reached = new HashSet<>(added.values());
    for (Role role : withoutSlug) {
      if (!reached.contains(role)) {
        found.add("role `" + role + "` has no provider slug");
      }
    }
    added.forEach(
        (slug, role) -> {
          if (!declared.containsKey(role)) {
            found.add("role `" + role + "`, which slug `" + slug + "` means, is not declared");
          }
        });
    found.addAll(inheritance.faults(declared.keySet()));
    if (declared.isEmpty()) {
      found.add("no role is declared");
    }
    return found;
  }

  Map<RoleSlug, Role> bySlug() {
    return bySlug;
  }

  /** What each role permits with all that it inherits, from the highest role to the lowest. */
  Map<Role, Set<Permission>> permissions() {
    return inheritance.closed(declared);
  }
}
