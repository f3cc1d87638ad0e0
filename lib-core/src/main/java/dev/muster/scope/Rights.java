package dev.muster.scope;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.role.RoleMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a membership amounts to in the host. Hosts have few of them, so that members share one.
 *
 * @param role the role, or null if the membership amounts to none
 * @param permissions what the role permits
 * @param settled whether the role follows from the evidence alone, without the host's own record
 * @param map the host's roles
 */
record Rights(@Nullable Role role, Set<Permission> permissions, boolean settled, RoleMap map) {

  /** Those that members share. Bounded: what does not fit is kept singly. Safe for many threads. */
  static final class Shared {
    private static final int MOST = 1024;

    private final Map<Rights, Rights> known = new ConcurrentHashMap<>();

    Rights of(Rights rights) {
      Rights same = known.get(rights);
      if (same != null) {
        return same;
      }
      if (known.size() < MOST) {
        known.put(rights, rights);
      }
      return rights;
    }
  }
}
