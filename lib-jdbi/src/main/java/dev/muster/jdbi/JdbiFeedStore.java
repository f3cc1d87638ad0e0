package dev.muster.jdbi;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedRules;
import dev.muster.store.FeedStore;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Where the feed stands, in table {@code muster_feed} of the SQL database that also holds Muster's
 * mirror, register and tokens, and which webhooks came, in {@code muster_webhook}. Safe for many
 * threads and many nodes; each call blocks on the database and holds its connection only inside.
 * Connections must come with auto-commit on. Times are the database's, to the microsecond.
 *
 * <p>A batch, and a webhook, is one transaction over all these tables, and is done again where the
 * database rolled it back for another's sake or another node wrote the same row first. It locks the
 * feed's row, a webhook only if it ends a user or an organization; the organization in the
 * register; rows of the mirror; epochs of tokens; tokens; the head of the log.
 */
public final class JdbiFeedStore implements FeedStore {
  private final Database database;
  private final FencedFeeds feeds;
  private final FeedLeases leases;
  private final EventWrites events;
  private final Webhooks webhooks;

  private JdbiFeedStore(Database database) {
    this.database = database;
    this.feeds = new FencedFeeds(database);
    this.leases = new FeedLeases(database, feeds);
    this.events = new EventWrites(database);
    this.webhooks = new Webhooks(database);
  }

  /**
   * A feed in the host's database. Looks once which database it is.
   *
   * @param jdbi the host's, as that of the other stores; its own plug-ins and syntax don't matter
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiFeedStore on(Jdbi jdbi) {
    return new JdbiFeedStore(Database.on(jdbi));
  }

  /**
   * A feed in the host's database. Looks once which database it is.
   *
   * @param dataSource the host's, not one that hands out the connection of a running transaction
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiFeedStore on(DataSource dataSource) {
    return on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  @Override
  public Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(lease, "lease");
    return leases.lead(provider, node, lease);
  }

  @Override
  public void resign(ProviderInstance provider, long fence) {
    leases.resign(Objects.requireNonNull(provider, "provider"), fence);
  }

  @Override
  public Status status(ProviderInstance provider) {
    return leases.status(Objects.requireNonNull(provider, "provider"));
  }

  @Override
  public boolean begin(
      ProviderInstance provider, long fence, @Nullable String cursor, Instant takenAt) {
    Instant base = Objects.requireNonNull(takenAt, "takenAt").truncatedTo(ChronoUnit.MICROS);
    return written(
        "begin a run of events",
        provider,
        fence,
        feed -> Optional.of(FeedRules.begun(feed, cursor, base)));
  }

  @Override
  public boolean walked(
      ProviderInstance provider, long fence, long generation, Instant startedAt, boolean byEvents) {
    Instant started = Objects.requireNonNull(startedAt, "startedAt").truncatedTo(ChronoUnit.MICROS);
    return written(
        "note a complete walk",
        provider,
        fence,
        feed -> FeedRules.walked(feed, generation, started, byEvents));
  }

  @Override
  public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(batch, "batch");
    events.prepare(provider, batch.events());
    return database.insisted(
        () ->
            feeds.fenced(
                "apply events",
                provider,
                fence,
                (handle, row, notices) -> {
                  Feed feed = row.feed();
                  if (!Objects.equals(feed.cursor(), batch.from())) {
                    return Optional.empty();
                  }
                  Instant followed = Objects.requireNonNullElse(feed.provenAsOf(), Instant.EPOCH);
                  end(handle, provider, batch.events());
                  Applied applied =
                      events.apply(handle, provider, batch.events(), followed, notices);
                  feeds.write(handle, provider, FeedRules.applied(feed, inMicros(batch)));
                  return Optional.of(applied);
                }));
  }

  private static Batch inMicros(Batch batch) {
    Instant proven = batch.provenAsOf();
    return proven == null
        ? batch
        : new Batch(
            batch.from(), batch.to(), batch.events(), proven.truncatedTo(ChronoUnit.MICROS));
  }

  @Override
  public boolean withdraw(ProviderInstance provider, long fence, Duration allowance) {
    Objects.requireNonNull(allowance, "allowance");
    return written(
        "withdraw the position of the feed",
        provider,
        fence,
        feed -> Optional.of(FeedRules.withdrawn(feed, allowance)));
  }

  @Override
  public boolean followed(ProviderInstance provider, long fence, long number) {
    return written(
        "note how far roles follow",
        provider,
        fence,
        feed -> Optional.of(FeedRules.followed(feed, number)));
  }

  @Override
  public Optional<Applied> receive(ProviderInstance provider, String message, ProviderEvent event) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(message, "message");
    List<ProviderEvent> one = List.of(Objects.requireNonNull(event, "event"));
    events.prepare(provider, one);
    return database.insisted(
        () ->
            database.logged(
                "receive a webhook",
                (handle, notices) -> {
                  if (!webhooks.remember(handle, provider, message)) {
                    return Optional.empty();
                  }
                  end(handle, provider, one);
                  return Optional.of(events.apply(handle, provider, one, null, notices));
                }));
  }

  private void end(Handle handle, ProviderInstance provider, List<ProviderEvent> all) {
    boolean ends =
        all.stream()
            .map(ProviderEvent::what)
            .anyMatch(
                what ->
                    what instanceof ProviderEvent.UserEnded
                        || what instanceof ProviderEvent.OrganizationEnded);
    if (ends) {
      feeds.end(handle, provider);
    }
  }

  @Override
  public int sweep(Duration keep, int most) {
    return webhooks.sweep(Objects.requireNonNull(keep, "keep"), most);
  }

  /** Writes what the change makes of the feed, unless that is nothing. */
  private boolean written(String what, ProviderInstance provider, long fence, FeedChange change) {
    Objects.requireNonNull(provider, "provider");
    return feeds
        .fenced(
            what,
            provider,
            fence,
            (handle, row, notices) -> {
              Optional<Feed> changed = change.of(row.feed());
              changed.ifPresent(now -> feeds.write(handle, provider, now));
              return changed;
            })
        .isPresent();
  }

  /** What becomes of a feed; empty for nothing. */
  private interface FeedChange {
    Optional<Feed> of(Feed feed);
  }
}
