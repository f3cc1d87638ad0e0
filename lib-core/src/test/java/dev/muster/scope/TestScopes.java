package dev.muster.scope;

import dev.muster.membership.Evidence;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Organization scopes for tests of other rooms. */
public final class TestScopes {
  private TestScopes() {}

  /** A scope as the resolver would make it. */
  public static Scope.Organization of(
      Session session, Evidence evidence, @Nullable Role role, Set<Permission> permissions) {
    return new Member(
            evidence, new Rights(role, permissions, true, RoleMap.builder().role("member").build()))
        .in(session);
  }
}
