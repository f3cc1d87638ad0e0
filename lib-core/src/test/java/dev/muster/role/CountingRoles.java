package dev.muster.role;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import java.util.Map;
import java.util.Optional;

/** A role store that counts, loses races, breaks down, and keeps what it is told to keep. */
final class CountingRoles implements RoleStore {
  final InMemoryRoleStore inner = new InMemoryRoleStore();
  int finds;
  int swaps;
  int losesRaces;
  boolean down;
  boolean keeps = true;
  boolean hasRecords = true;

  int statements() {
    return finds + swaps;
  }

  @Override
  public Optional<Role> find(MembershipKey key) {
    finds++;
    if (down) {
      throw new StoreException("down", null);
    }
    return inner.find(key);
  }

  @Override
  public boolean swap(MembershipKey key, Change change) {
    swaps++;
    if (down) {
      throw new StoreException("down", null);
    }
    if (!hasRecords) {
      throw new StoreException.NoRecord("no row");
    }
    if (losesRaces > 0) {
      losesRaces--;
      return false;
    }
    return inner.swap(key, change);
  }

  @Override
  public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
    return inner.list(provider, organization);
  }

  @Override
  public boolean keeps(MembershipKey key) {
    return keeps;
  }
}
