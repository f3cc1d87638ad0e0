package dev.muster.store;

import dev.muster.name.MembershipId;
import dev.muster.name.RemovalId;
import dev.muster.provider.Membership;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the mirror holds for one membership key. The epoch counts changes of meaning: a write is
 * accepted only by the epoch it was read at, so the order of writes is decided without clocks.
 */
public sealed interface MirrorEntry {
  /**
   * How often this key changed its meaning.
   *
   * @return 0 for a key never written; never goes down
   */
  long epoch();

  /** Nothing was ever written for this key. */
  record Unknown() implements MirrorEntry {
    @Override
    public long epoch() {
      return 0;
    }
  }

  /**
   * The provider stated this membership.
   *
   * @param epoch the epoch
   * @param membership as last stated, of any status
   * @param asOf store time at which the statement is known to have held
   */
  record Present(long epoch, Membership membership, Instant asOf) implements MirrorEntry {
    /** Checks the parts. */
    public Present {
      Objects.requireNonNull(membership, "membership");
      Objects.requireNonNull(asOf, "asOf");
    }
  }

  /**
   * An intent tombstone: a removal through Muster is in progress, and only its own steps lift it.
   *
   * @param epoch the epoch
   * @param removal which removal
   * @param membership what is being removed, as last stated
   */
  record Ending(long epoch, RemovalId removal, Membership membership) implements MirrorEntry {
    /** Checks the parts. */
    public Ending {
      Objects.requireNonNull(removal, "removal");
      Objects.requireNonNull(membership, "membership");
    }
  }

  /**
   * A confirmed tombstone: the membership ended, and only a re-join or a reactivation lifts it.
   *
   * @param epoch the epoch
   * @param membership the id of the membership that ended
   * @param updatedAt its last known provider time of change, or null
   * @param endedAt store time at which the end was recorded
   */
  record Ended(long epoch, MembershipId membership, @Nullable Instant updatedAt, Instant endedAt)
      implements MirrorEntry {
    /** Checks the parts. */
    public Ended {
      Objects.requireNonNull(membership, "membership");
      Objects.requireNonNull(endedAt, "endedAt");
    }
  }
}
