package dev.muster.store;

import java.time.Instant;
import java.util.Objects;

/**
 * How far the mirror is proven to have come with the provider's events, in the store's time.
 *
 * <p>Everything that happened at the provider up to {@code asOf} is in the mirror. That counts for
 * what was stated at or after {@code base}, when the cursor was taken that the events are read
 * from: of what was stated earlier, an end may have been before the cursor.
 *
 * @param generation which run of events; another one after the cursor was lost
 * @param base when the cursor was taken
 * @param asOf up to when it is proven
 */
public record FeedPosition(long generation, Instant base, Instant asOf) {
  /** Checks the parts. */
  public FeedPosition {
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(asOf, "asOf");
  }

  /**
   * Whether this position speaks for what was stated at a time.
   *
   * @param stated when, in the store's time
   * @return true if no later change of it can have been missed
   */
  public boolean covers(Instant stated) {
    return !stated.isBefore(base);
  }
}
