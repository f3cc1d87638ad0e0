package dev.muster.testkit.stage;

import dev.muster.MusterBuilder;
import dev.muster.feed.FeedSettings;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.testkit.HandClock;
import dev.muster.token.TokenSettings;

/** The stores of a host that has its own in place of the kit's, as one with a database has. */
final class OwnStores {
  private final HandClock clock = new HandClock(MusterKitBuilder.DEFAULT_START);
  private final InMemoryChangeLog log = new InMemoryChangeLog(clock);
  private final InMemoryMembershipStore mirror = new InMemoryMembershipStore(clock, log);
  private final InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock, log);
  final InMemoryOrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock, log);
  private final InMemoryFeedStore feed =
      new InMemoryFeedStore(mirror, directory, tokens, log, clock);

  DirectoryStore directory() {
    return directory;
  }

  MusterBuilder in(MusterKit kit, MusterBuilder host, TokenSettings settings) {
    return host.memberships(mirror)
        .directory(directory)
        .organizationTokens(tokens, settings)
        .changes(new InMemoryChangeStore(mirror, directory, tokens, clock))
        .changeLog(log)
        .eventFeed(feed, FeedSettings.standard())
        .walks(new InMemoryWalkStore(mirror, feed), kit.provider().fake().directoryWalk());
  }
}
