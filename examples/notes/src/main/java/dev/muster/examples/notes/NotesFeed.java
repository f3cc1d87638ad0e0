package dev.muster.examples.notes;

import dev.muster.MusterBuilder;
import dev.muster.feed.FeedSettings;
import dev.muster.jdbi.JdbiChangeLog;
import dev.muster.jdbi.JdbiFeedStore;
import dev.muster.jdbi.JdbiRefreshStore;
import dev.muster.jdbi.JdbiWalkStore;
import dev.muster.jdbi.PostgresBus;
import dev.muster.membership.Freshness;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.WebhookSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How a node follows the provider's events.
 *
 * @param events the provider's log, or null where it has none
 * @param walk what the provider knows
 * @param settings how it runs
 * @param bound how old evidence may be; the feed keeps it younger while all goes well
 * @param webhooks the provider's webhooks, or null where it sends none
 */
public record NotesFeed(
    @Nullable EventSource events,
    DirectoryWalk walk,
    FeedSettings settings,
    Duration bound,
    @Nullable WebhookSource webhooks) {
  /**
   * A feed with short times, for a story.
   *
   * @param events the log of a provider that shows its events at once
   * @param walk what the provider knows
   * @param lease how long a leader stays one that is not heard of
   * @param bound how old evidence may be; a service would take a minute
   * @return the feed
   */
  public static NotesFeed brisk(
      @Nullable EventSource events, DirectoryWalk walk, Duration lease, Duration bound) {
    FeedSettings settings =
        FeedSettings.standard()
            .withPollInterval(Duration.ofMillis(250))
            .withPage(20)
            .withAllowance(Duration.ofMillis(500))
            .withLease(lease)
            .withWalkPagesPerSecond(25);
    return new NotesFeed(events, walk, settings, bound, null);
  }

  /**
   * The same, with webhooks.
   *
   * @param source what verifies and reads them, or null for none
   * @return with these webhooks
   */
  public NotesFeed with(@Nullable WebhookSource source) {
    return new NotesFeed(events, walk, settings, bound, source);
  }

  /** Has a Muster follow the provider, with everything that nodes share in their database. */
  void wire(MusterBuilder builder, Settings settings, NotesProvider provider, DataSource database) {
    builder
        .freshness(Freshness.within(bound))
        .changeLog(JdbiChangeLog.on(database))
        .eventFeed(JdbiFeedStore.on(database), this.settings)
        .walks(JdbiWalkStore.on(database), walk);
    if (settings.isOnPostgres()) {
      builder.changeLog(
          JdbiChangeLog.on(database), PostgresBus.on(NotesDatabase.unpooled(settings)));
    }
    if (provider.sessions() != null) {
      builder.refreshStore(JdbiRefreshStore.on(database));
    }
    if (events != null) {
      builder.events(events);
    }
    if (webhooks != null) {
      builder.webhooks(webhooks);
    }
  }
}
