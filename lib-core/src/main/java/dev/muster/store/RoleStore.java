package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> Where the host keeps the role of a member: Muster's own table or a column
 * of the host's. Safe for many threads and many nodes; may block on I/O.
 *
 * <h2>Guarantee</h2>
 *
 * <p>{@link #swap} is one atomic compare-and-set on the value that was read.
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
   * @throws StoreException if the store can't answer
   */
  boolean swap(MembershipKey key, Change change);

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
