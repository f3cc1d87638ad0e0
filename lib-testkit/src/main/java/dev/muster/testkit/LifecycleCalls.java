package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import dev.muster.testkit.fault.Gate;
import dev.muster.testkit.fault.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The calls that change and end memberships and organizations, and the batches of profiles. */
final class LifecycleCalls {
  private final Gate gate;
  private final LifecycleActs acts;
  private final int batch;

  LifecycleCalls(Gate gate, LifecycleActs acts, int batch) {
    this.gate = gate;
    this.acts = acts;
    this.batch = batch;
  }

  void remove(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    boolean unused = gate.call(Operation.REMOVE_MEMBER, () -> acts.remove(membership));
  }

  Membership changeRole(Membership membership, RoleSlug role) {
    Objects.requireNonNull(membership, "membership");
    Objects.requireNonNull(role, "role");
    return gate.call(Operation.CHANGE_ROLE, () -> acts.changeRole(membership, role));
  }

  Membership deactivate(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    return gate.call(Operation.DEACTIVATE_MEMBER, () -> acts.deactivate(membership));
  }

  Membership reactivate(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    return gate.call(Operation.REACTIVATE_MEMBER, () -> acts.reactivate(membership));
  }

  Organization rename(OrganizationId organization, String name) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(name, "name");
    return gate.call(Operation.RENAME_ORGANIZATION, () -> acts.rename(organization, name));
  }

  void delete(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    boolean unused = gate.call(Operation.DELETE_ORGANIZATION, () -> acts.delete(organization));
  }

  List<User> profiles(OrganizationId organization, Set<UserId> members) {
    Objects.requireNonNull(organization, "organization");
    List<UserId> asked = List.copyOf(Objects.requireNonNull(members, "members"));
    List<User> found = new ArrayList<>();
    for (int from = 0; from < asked.size(); from += batch) {
      List<UserId> part = asked.subList(from, Math.min(from + batch, asked.size()));
      found.addAll(gate.call(Operation.LIST_PROFILES, () -> acts.profiles(organization, part)));
    }
    return List.copyOf(found);
  }
}
