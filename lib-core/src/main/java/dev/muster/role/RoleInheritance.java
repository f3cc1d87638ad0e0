package dev.muster.role;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which roles permit what others permit, as a map's builder was told: its faults, its closure. */
final class RoleInheritance {
  private final Map<Role, Set<Role>> parents = new LinkedHashMap<>();

  void add(Role role, Role from) {
    parents.computeIfAbsent(role, any -> new LinkedHashSet<>()).add(from);
  }

  /** What stands in the way: a role that is not declared, and each ring once. */
  List<String> faults(Set<Role> declared) {
    List<String> faults = new ArrayList<>();
    parents.forEach(
        (role, from) -> {
          if (!declared.contains(role)) {
            faults.add("role `" + role + "`, which inherits, is not declared");
          }
          for (Role parent : from) {
            if (!declared.contains(parent)) {
              faults.add(
                  "role `" + parent + "`, which `" + role + "` inherits from, is not declared");
            }
          }
        });
    Set<Role> told = new HashSet<>();
    for (Role role : parents.keySet()) {
      List<Role> ring = told.contains(role) ? List.of() : ring(role);
      told.addAll(ring);
      if (!ring.isEmpty()) {
        faults.add(
            "roles inherit in a ring: "
                + ring.stream().map(one -> "`" + one + "`").collect(Collectors.joining(" → ")));
      }
    }
    return faults;
  }

  /** What each role permits, with all that it inherits, in the order of the declarations. */
  Map<Role, Set<Permission>> closed(Map<Role, Set<Permission>> own) {
    Map<Role, Set<Permission>> closed = new LinkedHashMap<>();
    own.forEach(
        (role, permissions) -> {
          Set<Permission> all = new LinkedHashSet<>(permissions);
          for (Role from : reached(role).keySet()) {
            all.addAll(own.getOrDefault(from, Set.of()));
          }
          closed.put(role, Set.copyOf(all));
        });
    return closed;
  }

  /** The shortest way from a role back to itself, with the role at both ends; empty if none. */
  private List<Role> ring(Role start) {
    Map<Role, Role> reached = reached(start);
    Role at = reached.get(start);
    if (at == null) {
      return List.of();
    }
    Deque<Role> ring = new ArrayDeque<>(List.of(start));
    while (!at.equals(start)) {
      ring.addFirst(at);
      at = via(reached, at);
    }
    ring.addFirst(start);
    return List.copyOf(ring);
  }

  private static Role via(Map<Role, Role> reached, Role role) {
    @Nullable Role before = reached.get(role);
    if (before == null) {
      throw new IllegalStateException("role `" + role + "` was reached from nowhere");
    }
    return before;
  }

  /** Every role that one inherits from, nearest first, and from which role it was reached. */
  private Map<Role, Role> reached(Role start) {
    Map<Role, Role> reached = new LinkedHashMap<>();
    Deque<Role> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Role role = open.removeFirst();
      for (Role from : parents.getOrDefault(role, Set.of())) {
        if (reached.putIfAbsent(from, role) == null) {
          open.addLast(from);
        }
      }
    }
    return reached;
  }
}
