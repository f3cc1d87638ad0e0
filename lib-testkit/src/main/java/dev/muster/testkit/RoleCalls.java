package dev.muster.testkit;

import dev.muster.name.RoleSlug;
import dev.muster.testkit.fault.Gate;
import dev.muster.testkit.fault.Operation;
import org.jspecify.annotations.Nullable;

/** The calls about the roles that the environment defines. */
final class RoleCalls {
  private final Gate gate;
  private final RoleTable roles;

  RoleCalls(Gate gate, RoleTable roles) {
    this.gate = gate;
    this.roles = roles;
  }

  Page<RoleSlug> page(@Nullable String after, int limit) {
    return gate.call(Operation.LIST_ROLES, () -> roles.page(after, limit));
  }
}
