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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> Where the host keeps the role of a member: Muster's own table or a column
 * of the host's. Safe for many threads and many nodes; may block on I/O.
 *
 * <h2>Guarantee</h2>
 *
 * <p>{@link #swap} is one atomic compare-and-set on the value that was read. A key that is not
 * {@linkplain #keeps kept} here is never written, and neither is a role that is {@linkplain
 * #unwritable unwritable}.
 */
public interface RoleStore {
  /**
   * Reads the role.
   *
   * @param key the key
   * @return the role, or empty if none is kept
   * @throws StoreException if the store can't answer
   */
  Optional<Role> find(MembershipKey key);

  /**
   * Changes the role, if it is still the one that was read.
   *
   * @param key the key
   * @param change from what to what
   * @return false if another value was there; nothing is written then
   * @throws StoreException.NoRecord if the member has no record, and making one is not this store's
   *     to do, or if the key is not {@linkplain #keeps kept} here
   * @throws StoreException if the store can't answer, or has no place for the new role
   */
  boolean swap(MembershipKey key, Change change);

  /**
   * Lists the roles that are kept of an organization's members, in one read.
   *
   * @param provider the provider instance
   * @param organization the organization
   * @return the role of each member that has one; empty for an organization that is not kept here
   * @throws StoreException if the store can't answer
   */
  Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization);

  /**
   * Lists the roles that are kept of some of an organization's members. By default one read for
   * each; a store that can does it in one.
   *
   * @param provider the provider instance
   * @param organization the organization
   * @param users whose; a page of them
   * @return the role of each of them that has one; empty for an organization that is not kept here
   * @throws StoreException if the store can't answer
   */
  default Map<UserId, Role> list(
      ProviderInstance provider, OrganizationId organization, Set<UserId> users) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(organization, "organization");
    Map<UserId, Role> found = new HashMap<>();
    for (UserId user : Objects.requireNonNull(users, "users")) {
      find(new MembershipKey(provider, organization, user))
          .ifPresent(role -> found.put(user, role));
    }
    return Map.copyOf(found);
  }

  /**
   * Whether the role of a key is kept here at all. A role that is not is neither read nor written.
   * Does not block. By default every role is kept.
   *
   * @param key the key
   * @return false for a key of an organization that this store keeps nothing of
   */
  default boolean keeps(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return true;
  }

  /**
   * Which of the host's roles this store could not write. Asked once, when a Muster is built. By
   * default it can write all.
   *
   * @param roles all roles that may have to be written
   * @return those that it has no place for
   * @throws StoreException if the store can't answer
   */
  default Set<Role> unwritable(Set<Role> roles) {
    Objects.requireNonNull(roles, "roles");
    return Set.of();
  }

  /**
   * One change of a role.
   *
   * @param from the role that was read, or null for none
   * @param to the role that shall be, or null for none
   */
  record Change(@Nullable Role from, @Nullable Role to) {
    /**
     * Checks that something changes.
     *
     * @throws IllegalArgumentException if both are the same
     */
    public Change {
      if (Objects.equals(from, to)) {
        throw new IllegalArgumentException(
            "a change of role needs two different roles, but was " + to);
      }
    }
  }
}
