package dev.muster.jdbi;

import dev.muster.name.ProviderInstance;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.FeedStore.Leadership;
import dev.muster.store.FeedStore.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who leads a feed, by the database's clock. */
final class FeedLeases {
  private static final String LEAD =
      "update muster_feed set lease_until = ?, leader = ?, fence = ? where provider = ?";
  private static final String RESIGN =
      "update muster_feed set leader = null, lease_until = null where provider = ? and fence = ?";

  private final Database database;
  private final FencedFeeds feeds;
  private final String status;

  FeedLeases(Database database, FencedFeeds feeds) {
    this.database = database;
    this.feeds = feeds;
    this.status =
        "select "
            + database.dialect().now()
            + " as store_time, f.provider, "
            + FeedRow.COLUMNS
            + " from (select 1 as one_row) o left join muster_feed f on f.provider = ?";
  }

  Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
    if (feeds.find(provider).isEmpty()) {
      feeds.make(provider);
    }
    return database.settle("lead the feed", handle -> lead(handle, provider, node, lease));
  }

  private Optional<Leadership> lead(
      Handle handle, ProviderInstance provider, String node, Duration lease) {
    FeedRow row = feeds.lock(handle, provider).orElseThrow();
    // Asked for after the lock: a lease that ran out during the wait is over.
    Instant now = MembershipRow.storeTime(handle, database.dialect());
    boolean isLed = isLed(row.leader(), row.leaseUntil(), now);
    if (isLed && !node.equals(row.leader())) {
      return Optional.empty();
    }
    long fence = isLed ? row.fence() : row.fence() + 1;
    Instant until = now.plus(lease).truncatedTo(ChronoUnit.MICROS);
    int unused =
        database
            .dialect()
            .bind(handle.createUpdate(LEAD), 0, until)
            .bind(1, node)
            .bind(2, fence)
            .bind(3, provider.value())
            .execute();
    return Optional.of(new Leadership(fence, row.feed(), now));
  }

  void resign(ProviderInstance provider, long fence) {
    int unused =
        database.settle(
            "resign from the feed",
            handle ->
                handle.createUpdate(RESIGN).bind(0, provider.value()).bind(1, fence).execute());
  }

  Status status(ProviderInstance provider) {
    return database.read(
        "read where the feed stands",
        handle ->
            handle
                .createQuery(status)
                .bind(0, provider.value())
                .map(
                    (row, context) -> {
                      Instant now =
                          MembershipRow.requireTime(row, "store_time", database.dialect());
                      if (row.getString("provider") == null) {
                        return new Status(Feed.NONE, null, null, now);
                      }
                      FeedRow found = FeedRow.read(row, database.dialect());
                      boolean isLed = isLed(found.leader(), found.leaseUntil(), now);
                      return new Status(
                          found.feed(),
                          isLed ? found.leader() : null,
                          isLed ? found.leaseUntil() : null,
                          now);
                    })
                .one());
  }

  private static boolean isLed(@Nullable String leader, @Nullable Instant until, Instant now) {
    return leader != null && until != null && until.isAfter(now);
  }
}
