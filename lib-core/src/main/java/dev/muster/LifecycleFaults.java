package dev.muster;

import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.role.RoleMap;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is wrong with a configuration of the life of organizations, all of it at once. */
final class LifecycleFaults {
  private LifecycleFaults() {}

  static List<String> of(MusterBuilder from) {
    List<String> faults = new ArrayList<>();
    if (from.lifecyclePolicy == null) {
      if (from.invitations != null) {
        faults.add("invitations need the lifecycle of organizations");
      }
      if (from.changes != null && from.administration == null) {
        faults.add("a change store needs the lifecycle or the creation of organizations");
      }
    } else {
      policy(from, from.lifecyclePolicy, faults);
    }
    if (from.changes == null) {
      if (from.lifecycle != null
          && (isElsewhere(from.memberships, InMemoryMembershipStore.class)
              || isElsewhere(from.tokenStore, InMemoryOrganizationTokenStore.class))) {
        faults.add(
            "the lifecycle of organizations needs a change store beside the mirror and the tokens");
      }
    } else if (from.memberships == null || from.directory == null) {
      faults.add("a change store needs the mirror and the directory that it writes");
    } else {
      boolean elsewhere = isElsewhere(from.changes, InMemoryChangeStore.class);
      if (elsewhere != isElsewhere(from.memberships, InMemoryMembershipStore.class)
          || (from.tokenStore != null
              && elsewhere != isElsewhere(from.tokenStore, InMemoryOrganizationTokenStore.class))) {
        faults.add("the change store lies elsewhere than the mirror or the tokens");
      }
    }
    return faults;
  }

  private static boolean isElsewhere(@Nullable Object store, Class<?> inMemory) {
    return store != null && !inMemory.isInstance(store);
  }

  private static void policy(MusterBuilder from, LifecyclePolicy policy, List<String> faults) {
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
