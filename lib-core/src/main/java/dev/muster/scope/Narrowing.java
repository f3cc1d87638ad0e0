package dev.muster.scope;

import dev.muster.membership.Evidence;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.session.TokenSessions;
import dev.muster.store.OrganizationTokenStore.Grant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token leaves of its holder's rights: what was granted then and still holds now. Pure. */
final class Narrowing {
  private Narrowing() {}

  /** A token is for one membership, and dies with it: who joins again has another one. */
  static boolean isFor(Session session, Evidence evidence) {
    TokenSessions.Reading token = session.token();
    return token == null || token.grant().membership().equals(evidence.membership());
  }

  /** The lower of two roles; none where the map does not know one of them any more. */
  static @Nullable Role role(RoleMap map, @Nullable Role then, @Nullable Role now) {
    if (then == null || now == null) {
      return null;
    }
    if (map.isAtLeast(then, now)) {
      return now;
    }
    return map.isAtLeast(now, then) ? then : null;
  }

  /**
   * What both permit; nothing where the role of then is not in the map any more. One of the two
   * sets where that is the answer.
   */
  static Set<Permission> permissions(RoleMap map, Grant grant, Set<Permission> now) {
    Role role = grant.role();
    Set<Permission> then = grant.permissions();
    if (role != null && !map.declares(role)) {
      return Set.of();
    }
    if (isSame(then, now) || then.containsAll(now)) {
      return now;
    }
    if (now.containsAll(then)) {
      return then;
    }
    Set<Permission> both = new HashSet<>(then);
    both.retainAll(now);
    return Set.copyOf(both);
  }

  @SuppressWarnings("ReferenceEquality") // the common case: both are the map's own set
  private static boolean isSame(Set<Permission> then, Set<Permission> now) {
    return then == now;
  }
}
