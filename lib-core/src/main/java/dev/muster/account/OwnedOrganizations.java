package dev.muster.account;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleMap;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.Standing;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How many organizations a user owns, and may own: active memberships with the owner's role at the
 * provider, and what is under way. Safe for many threads; blocks on the provider.
 */
public final class OwnedOrganizations {
  private final IdentityProvider provider;
  private final RoleMap map;
  private final Role owner;
  private final int most;

  /**
   * A limit at one provider.
   *
   * @param provider lists a user's memberships
   * @param map knows what a role means
   * @param owner the least role that owns
   * @param most how many a user may own
   */
  public OwnedOrganizations(IdentityProvider provider, RoleMap map, Role owner, int most) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.map = Objects.requireNonNull(map, "map");
    this.owner = Objects.requireNonNull(owner, "owner");
    this.most = most;
  }

  /**
   * How many a user may own.
   *
   * @return the limit
   */
  public int most() {
    return most;
  }

  /**
   * Whether a provider's role makes an owner.
   *
   * @param role the provider's role
   * @return true if it means the owner's role or a higher one
   */
  public boolean makesOwner(RoleSlug role) {
    return owns(List.of(role));
  }

  /**
   * Whether a user may own one more, if nothing moves since the standing was read.
   *
   * @param user who
   * @param standing what is under way for the user, read before
   * @return false if the limit is reached
   * @throws dev.muster.provider.ProviderException if the provider gave no full answer
   */
  public boolean mayOwnOneMore(UserId user, Standing standing) {
    Set<OrganizationId> owned = new HashSet<>();
    provider.listMemberships(user).stream()
        .filter(m -> m.isActive() && m.user().equals(user) && owns(m.roles()))
        .forEach(m -> owned.add(m.organization()));
    int creations = 0;
    for (Change open : standing.open()) {
      if (open instanceof Change.Creation) {
        creations++;
      } else if (open instanceof Change.RoleChange change && makesOwner(change.to())) {
        MembershipKey key = change.key();
        owned.addAll(key.user().equals(user) ? List.of(key.organization()) : List.of());
      } else if (open instanceof Change.Joining joining && joining.key().user().equals(user)) {
        // Of a user it is told only where it makes an owner.
        owned.add(joining.key().organization());
      }
    }
    return owned.size() + creations < most;
  }

  private boolean owns(List<RoleSlug> roles) {
    return map.translate(roles).role().filter(role -> map.isAtLeast(role, owner)).isPresent();
  }
}
