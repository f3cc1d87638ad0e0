package dev.muster.store;

import dev.muster.name.RemovalId;
import java.util.Objects;

/**
 * A step of a removal through Muster: the member is denied here before the provider is asked, and
 * stays denied until it is known what became of it there. Each step can be repeated.
 */
public sealed interface RemovalStep {
  /**
   * Which removal.
   *
   * @return its id
   */
  RemovalId removal();

  /**
   * An intent tombstone: from now on the membership is denied, whatever the provider says.
   *
   * @param removal which removal
   * @param seen what is to be removed, as the provider stated it
   * @param expectedEpoch the epoch of the find before the provider was asked for it
   */
  record Begin(RemovalId removal, Observation.Seen seen, long expectedEpoch)
      implements RemovalStep {
    /** Checks the parts. */
    public Begin {
      Objects.requireNonNull(removal, "removal");
      Objects.requireNonNull(seen, "seen");
    }
  }

  /**
   * The provider has removed the membership, or knows it no more: the tombstone is a confirmed one.
   *
   * @param removal which removal
   */
  record Confirm(RemovalId removal) implements RemovalStep {
    /** Checks the part. */
    public Confirm {
      Objects.requireNonNull(removal, "removal");
    }
  }

  /**
   * The provider refused for good, so the membership stands. It serves again once it was read
   * again.
   *
   * @param removal which removal
   */
  record Undo(RemovalId removal) implements RemovalStep {
    /** Checks the part. */
    public Undo {
      Objects.requireNonNull(removal, "removal");
    }
  }
}
