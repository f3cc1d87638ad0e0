package dev.muster;

import dev.muster.membership.OrganizationResolver;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.store.RoleStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a configuration, all of it at once. */
final class BuildFaults {
  private static final Duration MAX_NEGATIVE_BOUND = Duration.ofMinutes(1);
  private static final Duration MAX_GRACE = Duration.ofHours(1);
  private static final Duration MAX_DEADLINE = Duration.ofMinutes(1);

  private BuildFaults() {}

  static List<String> of(MusterBuilder from) {
    List<String> faults = new ArrayList<>();
    if (from.provider == null) {
      faults.add("a provider is missing");
    } else if (!isPositive(from.provider.callDeadline())
        || from.provider.callDeadline().compareTo(MAX_DEADLINE) > 0) {
      faults.add("provider has no call deadline of at most " + MAX_DEADLINE);
    }
    if (from.roles == null) {
      faults.add("a role map is missing");
    } else {
      if (from.unknownRoles instanceof UnknownRolePolicy.Fallback fallback
          && !from.roles.declares(fallback.role())) {
        faults.add("fallback role `" + fallback.role() + "` is not in the role map");
      }
      if (from.provider != null && !isOf(from.roleStore, from.provider)) {
        faults.add("role store is bound to another provider instance");
      }
      from.roleStore.unwritable(from.roles.roles()).stream()
          .map(Role::value)
          .sorted()
          .forEach(role -> faults.add("role `" + role + "` has no place in the role store"));
    }
    if (!from.slugs.allowsBeginning(OrganizationResolver.FALLBACK_SLUG + "-")) {
      faults.add(
          "slug policy reserves slugs that begin with `"
              + OrganizationResolver.FALLBACK_SLUG
              + "-`, which organizations get whose names suggest none");
    }
    if (from.administration != null && from.sessionProvider == null && from.accessTokens == null) {
      faults.add("organization creation needs sessions or access tokens");
    }
    if (from.refreshStore != null && from.sessionProvider == null) {
      faults.add("a refresh store needs sessions");
    }
    faults.addAll(LifecycleFaults.of(from));
    faults.addAll(FeedFaults.of(from));
    if (from.tokenSettings != null) {
      faults.addAll(from.tokenSettings.faults());
    }
    if (from.negativeBound.isNegative() || from.negativeBound.compareTo(MAX_NEGATIVE_BOUND) > 0) {
      faults.add("negative bound must be from zero to one minute, but was " + from.negativeBound);
    }
    if (from.grace.isNegative() || from.grace.compareTo(MAX_GRACE) > 0) {
      faults.add("grace must be from zero to one hour, but was " + from.grace);
    }
    if (!isPositive(from.deadline) || from.deadline.compareTo(MAX_DEADLINE) > 0) {
      faults.add(
          "deadline must be more than zero and at most one minute, but was " + from.deadline);
    }
    if (!isPositive(from.organizationRefresh)) {
      faults.add(
          "organization refresh must be more than zero, but was " + from.organizationRefresh);
    }
    if (from.cacheSize < 1) {
      faults.add("cache size must be at least 1, but was " + from.cacheSize);
    }
    if (from.lookupThreads < 1) {
      faults.add("lookup threads must be at least 1, but was " + from.lookupThreads);
    }
    return faults;
  }

  /** A store that is bound to a provider instance takes keys of another one for a mistake. */
  private static boolean isOf(RoleStore store, IdentityProvider provider) {
    try {
      boolean unused =
          store.keeps(
              new MembershipKey(
                  provider.instance(), new OrganizationId("any"), new UserId("anybody")));
      return true;
    } catch (IllegalArgumentException another) {
      return false;
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
