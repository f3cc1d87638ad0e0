package dev.muster;

import dev.muster.feed.FeedSettings;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.WebhookSource;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedStore;
import dev.muster.store.InvalidationBus;
import dev.muster.store.WalkStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What lets a host follow changes made elsewhere. A part of the builder, for one thread. */
abstract sealed class MusterFollowing extends MusterBounds permits MusterChanges {
  @Nullable ChangeLog changeLog;
  @Nullable InvalidationBus bus;
  @Nullable FeedStore feedStore;
  @Nullable FeedSettings feedSettings;
  @Nullable EventSource events;
  @Nullable WebhookSource webhooks;
  @Nullable WalkStore walkStore;
  @Nullable DirectoryWalk walk;

  /**
   * The log of what changed on any node, in the database of the mirror and the tokens. Default:
   * none, and a node learns of another one's changes when what it remembers is too old. Run {@link
   * Muster#eventFeed()} on every node.
   *
   * @param log the log
   * @return this builder
   */
  public MusterBuilder changeLog(ChangeLog log) {
    this.changeLog = Objects.requireNonNull(log, "log");
    return self();
  }

  /**
   * The same, with a bus that wakes the nodes.
   *
   * @param log the log
   * @param bus wakes the nodes when it has grown
   * @return this builder
   */
  public MusterBuilder changeLog(ChangeLog log, InvalidationBus bus) {
    this.bus = Objects.requireNonNull(bus, "bus");
    return changeLog(log);
  }

  /**
   * Follows what changes at the provider: by {@link #events}, {@link #webhooks} or both, and by
   * {@link #walks}. Default: none. Needs {@link #changeLog}.
   *
   * @param store where the feed stands, in the database of the mirror
   * @param settings how it runs
   * @return this builder
   */
  public MusterBuilder eventFeed(FeedStore store, FeedSettings settings) {
    this.feedStore = Objects.requireNonNull(store, "store");
    this.feedSettings = Objects.requireNonNull(settings, "settings");
    return self();
  }

  /**
   * The provider's log of events. Default: none. Needs {@link #eventFeed}.
   *
   * @param source the log
   * @return this builder
   */
  public MusterBuilder events(EventSource source) {
    this.events = Objects.requireNonNull(source, "source");
    return self();
  }

  /**
   * The provider's webhooks. Default: none. Needs {@link #eventFeed}.
   *
   * @param source verifies and reads them
   * @return this builder
   */
  public MusterBuilder webhooks(WebhookSource source) {
    this.webhooks = Objects.requireNonNull(source, "source");
    return self();
  }

  /**
   * Walks of everything the provider knows, which every feed begins with.
   *
   * @param store how far they have come, in the database of the mirror
   * @param walk what the provider knows
   * @return this builder
   */
  public MusterBuilder walks(WalkStore store, DirectoryWalk walk) {
    this.walkStore = Objects.requireNonNull(store, "store");
    this.walk = Objects.requireNonNull(walk, "walk");
    return self();
  }
}
