package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Roles in this process's memory, unbounded, for one node and for tests. Safe for many threads;
 * never blocks on I/O.
 */
public final class InMemoryRoleStore implements RoleStore {
  private final Map<MembershipKey, Role> roles = new ConcurrentHashMap<>();

  /** An empty store. */
  public InMemoryRoleStore() {}

  @Override
  public Optional<Role> find(MembershipKey key) {
    return Optional.ofNullable(roles.get(Objects.requireNonNull(key, "key")));
  }

  @Override
  public boolean swap(MembershipKey key, Change change) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(change, "change");
    @Nullable Role from = change.from();
    @Nullable Role to = change.to();
    if (from == null) {
      return to != null && roles.putIfAbsent(key, to) == null;
    }
    return to == null ? roles.remove(key, from) : roles.replace(key, from, to);
  }
}
