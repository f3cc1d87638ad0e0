package dev.muster.store;

import dev.muster.store.FeedStore.Batch;
import dev.muster.store.FeedStore.Feed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of where a feed stands: pure functions that every {@link FeedStore} applies inside
 * its own atomic step, after it has compared the fence.
 */
public final class FeedRules {
  private FeedRules() {}

  /**
   * A new run of events, which proves nothing yet.
   *
   * @param feed where it stood
   * @param cursor where to read on, or null for the oldest event kept
   * @param takenAt store time before the provider was asked for the cursor
   * @return where it stands
   */
  public static Feed begun(Feed feed, @Nullable String cursor, Instant takenAt) {
    return new Feed(
        feed.generation() + 1,
        cursor,
        takenAt,
        false,
        null,
        feed.allowance(),
        feed.rolesFollowed());
  }

  /**
   * A complete walk. Without a log of events it alone is what the mirror follows.
   *
   * @param feed where it stood
   * @param generation the run in which the walk began
   * @param startedAt store time of when it began
   * @param byEvents whether there is a log of events
   * @return where it stands; empty if the walk is of another run, or began before its base
   */
  public static Optional<Feed> walked(
      Feed feed, long generation, Instant startedAt, boolean byEvents) {
    Instant base = feed.base();
    boolean counts =
        feed.generation() == generation && (base == null ? !byEvents : !startedAt.isBefore(base));
    return counts
        ? Optional.of(
            new Feed(
                generation,
                feed.cursor(),
                byEvents ? base : startedAt,
                true,
                byEvents ? feed.provenAsOf() : startedAt,
                feed.allowance(),
                feed.rolesFollowed()))
        : Optional.empty();
  }

  /**
   * A batch that is applied.
   *
   * @param feed where it stood
   * @param batch the events
   * @return where it stands
   */
  public static Feed applied(Feed feed, Batch batch) {
    Instant proven = batch.provenAsOf();
    return proven(feed, batch.to(), proven == null ? feed.provenAsOf() : proven, feed.allowance());
  }

  /**
   * A position that is taken back.
   *
   * @param feed where it stood
   * @param allowance by how much an event may be seen late from now on
   * @return where it stands
   */
  public static Feed withdrawn(Feed feed, Duration allowance) {
    return proven(feed, feed.cursor(), null, allowance);
  }

  private static Feed proven(
      Feed feed, @Nullable String cursor, @Nullable Instant asOf, @Nullable Duration allowance) {
    return new Feed(
        feed.generation(),
        cursor,
        feed.base(),
        feed.walked(),
        asOf,
        allowance,
        feed.rolesFollowed());
  }

  /**
   * Roles that follow the change log.
   *
   * @param feed where it stood
   * @param number of the last entry that was followed
   * @return where it stands
   */
  public static Feed followed(Feed feed, long number) {
    return new Feed(
        feed.generation(),
        feed.cursor(),
        feed.base(),
        feed.walked(),
        feed.provenAsOf(),
        feed.allowance(),
        number);
  }
}
