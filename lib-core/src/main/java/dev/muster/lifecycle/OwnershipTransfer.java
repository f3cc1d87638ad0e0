package dev.muster.lifecycle;

import dev.muster.membership.ConsistencyToken;
import java.util.Objects;

/**
 * How far a transfer of ownership came: the member was made owner, and then the former owner
 * stepped down, or not.
 *
 * @param promoted the new owner's
 * @param stepDown what became of the former owner's role; if that is not done, both are owners now,
 *     and the former one can still be given the lower role
 */
public record OwnershipTransfer(
    ConsistencyToken promoted, LifecycleResult<ConsistencyToken> stepDown) {
  /** Checks the parts. */
  public OwnershipTransfer {
    Objects.requireNonNull(promoted, "promoted");
    Objects.requireNonNull(stepDown, "stepDown");
  }

  /**
   * Whether both steps are done.
   *
   * @return false if there are two owners now
   */
  public boolean isComplete() {
    return stepDown instanceof LifecycleResult.Done;
  }
}
