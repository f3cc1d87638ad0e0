package dev.muster;

import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.role.RoleMap;
import java.util.List;
import java.util.function.Predicate;

/** What a policy of the life of organizations demands that the host does not have. */
final class PolicyFaults {
  private PolicyFaults() {}

  static void add(MusterBuilder from, LifecyclePolicy policy, List<String> faults) {
    if (from.provider != null
        && policy.takeUpAfter().compareTo(from.provider.callDeadline()) <= 0) {
      faults.add(
          "a change must be taken up later than one call to the provider takes, but is after "
              + policy.takeUpAfter());
    }
    if (policy.owned() != null && policy.owner().isEmpty()) {
      faults.add("a limit of owned organizations needs an owner's role");
    }
    RoleMap map = from.roles;
    if (map == null) {
      return;
    }
    policy
        .named()
        .forEach(
            (what, role) -> {
              if (!map.declares(role)) {
                faults.add(what + " role `" + role + "` is not in the role map");
              }
            });
    policy
        .owner()
        .ifPresent(
            owner -> {
              if (!means(map, owner.slug(), role -> map.isAtLeast(role, owner.role()))) {
                faults.add("provider role `" + owner.slug() + "` makes no owner");
              }
              if (!means(map, owner.afterwards(), role -> !map.isAtLeast(role, owner.role()))) {
                faults.add(
                    "provider role `" + owner.afterwards() + "` is not what a former owner can be");
              }
            });
  }

  private static boolean means(RoleMap map, RoleSlug slug, Predicate<Role> meaning) {
    return map.translate(List.of(slug)).role().filter(meaning).isPresent();
  }
}
