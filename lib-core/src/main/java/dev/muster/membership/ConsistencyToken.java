package dev.muster.membership;

import dev.muster.name.MembershipKey;
import java.util.Objects;

/**
 * How far the mirror had come with one membership: what a write or a decision tells, and a later
 * check can demand, on another node too. It is a demand for fresher evidence and proves nothing, so
 * it may travel through a client; who forges one gets a read of the provider.
 *
 * @param key whose membership
 * @param epoch the mirror's epoch of the key, 0 if it held nothing
 */
public record ConsistencyToken(MembershipKey key, long epoch) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the epoch is negative
   */
  public ConsistencyToken {
    Objects.requireNonNull(key, "key");
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch must be 0 or more, but was " + epoch);
    }
  }
}
