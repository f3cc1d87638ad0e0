package dev.muster.lifecycle;

import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import java.util.Objects;

/** Something that happened in the life of an organization through Muster, told after the fact. */
public sealed interface LifecycleEvent {
  /**
   * A change ended.
   *
   * @param change which
   * @param end whether the provider made or refused it
   * @param reconciled whether it had been cut off, and was taken up later
   */
  record Changed(Change change, ChangeStore.End end, boolean reconciled) implements LifecycleEvent {
    /** Checks the parts. */
    public Changed {
      Objects.requireNonNull(change, "change");
      Objects.requireNonNull(end, "end");
    }
  }
}
