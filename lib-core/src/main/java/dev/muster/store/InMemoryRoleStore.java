package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import java.util.HashMap;
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

  @Override
  public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    Map<UserId, Role> found = new HashMap<>();
    roles.forEach(
        (key, role) -> {
          if (key.provider().equals(provider) && key.organization().equals(organization)) {
            found.put(key.user(), role);
          }
        });
    return Map.copyOf(found);
  }
}
