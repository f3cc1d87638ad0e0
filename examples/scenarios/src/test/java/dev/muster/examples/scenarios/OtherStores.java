package dev.muster.examples.scenarios;

import dev.muster.MusterBuilder;
import dev.muster.feed.FeedSettings;
import dev.muster.store.ChangeLog;
import dev.muster.store.ChangeStore;
import dev.muster.store.DirectoryStore;
import dev.muster.store.FeedStore;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.WalkStore;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.token.TokenSettings;

/**
 * Sound stores of a control's own, all but the register: a Muster takes no mixture of those that
 * write a log.
 */
final class OtherStores {
  static final TokenSettings TOKENS = TokenSettings.of("kit_");

  private final MusterKit kit;
  private final InMemoryChangeLog log;
  private final InMemoryMembershipStore mirror;
  final InMemoryFeedStore feed;
  final InMemoryOrganizationTokenStore tokens;
  final InMemoryChangeStore changes;

  OtherStores(MusterKit kit) {
    this.kit = kit;
    log = new InMemoryChangeLog(kit.clock());
    mirror = new InMemoryMembershipStore(kit.clock(), log);
    tokens = new InMemoryOrganizationTokenStore(kit.clock(), log);
    feed = new InMemoryFeedStore(mirror, kit.directory(), tokens, log, kit.clock());
    changes = new InMemoryChangeStore(mirror, kit.directory(), tokens, kit.clock());
  }

  MusterBuilder in(MusterBuilder host) {
    return host.memberships(Twisted.not(MembershipStore.class, mirror))
        .directory(Twisted.not(DirectoryStore.class, kit.directory()))
        .organizationTokens(Twisted.not(OrganizationTokenStore.class, tokens), TOKENS)
        .changes(Twisted.not(ChangeStore.class, changes))
        .changeLog(Twisted.not(ChangeLog.class, log))
        .eventFeed(Twisted.not(FeedStore.class, feed), FeedSettings.standard())
        .walks(
            Twisted.not(WalkStore.class, new InMemoryWalkStore(mirror, feed)),
            kit.provider().fake().directoryWalk());
  }
}
