package dev.muster.store;

import dev.muster.name.ProviderInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> The log of what changed, which every node reads to forget what it
 * remembers. The other stores of the same database write it, each inside the transaction of the
 * change. Safe for many threads and many nodes; blocks on I/O; holds no connection after it
 * returned.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Sequence order is commit order: who has read up to a number will never meet a smaller one. The
 * entries of one read and its position are of one moment: every change that the position speaks for
 * is in the log up to the read's end.
 */
public interface ChangeLog {
  /**
   * Reads on.
   *
   * @param provider whose entries and position
   * @param after the number read last; {@link #NOTHING} to be told only where the log ends now
   * @param most how many entries at most
   * @return the next part
   * @throws StoreException if the store can't answer
   */
  Slice read(ProviderInstance provider, long after, int most);

  /**
   * Writes what no other store writes, in a transaction of its own.
   *
   * @param notices what changed
   * @throws StoreException if the store can't answer; whether it wrote is then unknown
   */
  void append(List<Notice> notices);

  /**
   * Deletes old entries.
   *
   * @param keep how long an entry is kept
   * @param most how many are deleted at most
   * @return how many were deleted
   * @throws StoreException if the store can't answer
   */
  int sweep(Duration keep, int most);

  /** The number before all others. */
  long NOTHING = -1;

  /**
   * One entry.
   *
   * @param number its place in the order of commits
   * @param notice what changed
   */
  record Entry(long number, Notice notice) {
    /** Checks the notice. */
    public Entry {
      Objects.requireNonNull(notice, "notice");
    }
  }

  /**
   * A part of the log.
   *
   * @param entries in their order; copied
   * @param last the number to go on after
   * @param complete whether the log held no more: only then does the position count
   * @param gap whether entries between the number asked for and these are deleted already, or the
   *     log never came as far, as after a restored backup: the reader must forget everything
   * @param position how far the mirror has come, at the moment of this read; null if that is not
   *     proven
   * @param storeTime the store's clock at this moment
   */
  record Slice(
      List<Entry> entries,
      long last,
      boolean complete,
      boolean gap,
      @Nullable FeedPosition position,
      Instant storeTime) {
    /** Checks and copies. */
    public Slice {
      entries = List.copyOf(entries);
      Objects.requireNonNull(storeTime, "storeTime");
    }
  }
}
