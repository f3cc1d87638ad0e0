package dev.muster.store;

import dev.muster.name.MembershipKey;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> The mirror of the provider's memberships. Safe for many threads and many
 * nodes; may block on I/O; holds no connection after it returned.
 *
 * <h2>Guarantee</h2>
 *
 * <p>{@link #record} and {@link #remove} are one atomic step per key and do exactly what {@link
 * MirrorRules} says. A find that begins after they returned sees it, on every node. Keys and ids
 * are compared character by character.
 */
public interface MembershipStore {
  /**
   * Reads one key, and the store's time, in one step.
   *
   * @param key the key
   * @return what the mirror holds; {@link MirrorEntry.Unknown} if nothing was ever written
   * @throws StoreException if the store can't answer
   */
  Read find(MembershipKey key);

  /**
   * Writes what a provider read said, if nothing changed since the entry was found. What would make
   * a member where the mirror held none has moved too, and writes nothing, if a {@link FeedStore}'s
   * event or a deletion through Muster ended any user or organization since it was asked for: it
   * may be the late word of before.
   *
   * @param key the key; an observed membership is of this organization and user
   * @param observation what the provider said, as of the store time of the find before it
   * @param expectedEpoch the epoch of that find
   * @return whether it was accepted, and what the mirror holds now
   * @throws IllegalArgumentException if the observed membership is not of this key
   * @throws StoreException if the store can't answer; whether it wrote is then unknown
   */
  Write record(MembershipKey key, Observation observation, long expectedEpoch);

  /**
   * Takes one step of a removal through Muster.
   *
   * @param key the key; a membership to be removed is of this organization and user
   * @param step the step
   * @return whether it was accepted, and what the mirror holds now. A removal that is not in
   *     progress has nothing to confirm or undo: refused
   * @throws IllegalArgumentException if the membership to be removed is not of this key
   * @throws StoreException if the store can't answer; whether it wrote is then unknown
   */
  Write remove(MembershipKey key, RemovalStep step);

  /**
   * An entry and when it was read.
   *
   * @param entry what the mirror holds
   * @param storeTime the store's clock at the read
   * @param position how far the mirror follows the provider's events, read in the same step; null
   *     if there is no feed or nothing is proven
   */
  record Read(MirrorEntry entry, Instant storeTime, @Nullable FeedPosition position) {
    /** Checks the parts. */
    public Read {
      Objects.requireNonNull(entry, "entry");
      Objects.requireNonNull(storeTime, "storeTime");
    }

    /**
     * A read of a mirror that no feed keeps.
     *
     * @param entry what the mirror holds
     * @param storeTime the store's clock at the read
     */
    public Read(MirrorEntry entry, Instant storeTime) {
      this(entry, storeTime, null);
    }
  }

  /**
   * What became of a write.
   *
   * @param verdict whether it stands
   * @param entry what the mirror holds now
   */
  record Write(Verdict verdict, MirrorEntry entry) {
    /** Checks the parts. */
    public Write {
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(entry, "entry");
    }
  }

  /** Whether an observation or a step of a removal stands. */
  enum Verdict {
    /** It is what the mirror holds now, or says nothing that the mirror must hold. */
    ACCEPTED,
    /** The key changed since it was found, so this read may be the older one: read again. */
    MOVED,
    /** The mirror knows better: a tombstone stands, or a newer state of the membership. */
    REFUSED
  }
}
