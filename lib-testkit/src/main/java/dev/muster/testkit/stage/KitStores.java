package dev.muster.testkit.stage;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.feed.FeedSettings;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryAccountStore;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryRefreshStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.ProviderProfile.Feed;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.http.FakeWebhooks;
import dev.muster.token.TokenSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What all nodes of a kit share: the provider, the clocks and the stores. */
final class KitStores {
  static final ProviderInstance PROVIDER = new ProviderInstance("fake");
  static final SessionSettings SESSIONS =
      SessionSettings.builder()
          .key(SealKey.random(new SecureRandom()))
          .redirectUri(URI.create("https://host.example/account/callback"))
          .build();

  /**
   * Everything due is done within a few tenths of a second of the kit's time; and events are seen
   * at once, so that the host may bound freshness as it likes.
   */
  private static final FeedSettings FEED =
      FeedSettings.standard()
          .withPollInterval(Duration.ofMillis(100))
          .withAllowance(Duration.ZERO)
          .withLogInterval(Duration.ofMillis(50))
          .withWalkPagesPerSecond(1_000);

  /** A memory for as many as a host has would be most of what a test costs. */
  private static final int MEMBERS = 256;

  private static final Duration NEVER = Duration.ofDays(36_500);

  private static final TokenSettings TOKENS = TokenSettings.of("kit_");

  final HandClock clock;
  final FakeIdentityProvider fake;
  final FakeWebhooks webhooks;
  final DirectoryStore directory;
  final OwnAccessTokens accessTokens;
  private final InMemoryChangeLog log;
  final InMemoryMembershipStore mirror;
  final InMemoryOrganizationTokenStore tokens;
  private final InMemoryFeedStore feed;
  final InMemoryChangeStore changes;
  private final InMemoryRefreshStore refreshes;
  final InMemoryAccountStore accounts = new InMemoryAccountStore();
  final InMemoryRoleStore roleStore = new InMemoryRoleStore();
  private final MusterKitBuilder settings;
  private final AtomicLong ticks = new AtomicLong(Long.MIN_VALUE);

  KitStores(MusterKitBuilder settings) {
    this.settings = settings;
    clock = new HandClock(settings.start);
    fake = settings.provider().clock(clock).build();
    webhooks = FakeWebhooks.of(fake, WebhookSigner.svix(Secret.of("whsec_Y3VycmVudA==")), clock);
    accessTokens = new OwnAccessTokens(clock);
    log = new InMemoryChangeLog(clock);
    mirror = new InMemoryMembershipStore(clock, log);
    InMemoryDirectoryStore own = new InMemoryDirectoryStore(clock, log);
    directory = settings.directory == null ? own : settings.directory;
    tokens = new InMemoryOrganizationTokenStore(clock, log);
    feed = new InMemoryFeedStore(mirror, own, tokens, log, clock);
    changes = new InMemoryChangeStore(mirror, own, tokens, clock);
    refreshes = new InMemoryRefreshStore(clock);
  }

  RoleMap roles() {
    return settings.roles;
  }

  /** One more node of the host. */
  Muster node(MusterKit kit) {
    AuditTrail audit = kit.audit();
    MusterBuilder builder =
        Muster.builder()
            .provider(fake)
            .roles(settings.roles)
            .memberships(mirror)
            .directory(directory)
            .roleStore(roleStore)
            .accounts(accounts)
            .sessions(fake, SESSIONS)
            .refreshStore(refreshes)
            .accessTokens(accessTokens)
            .organizationTokens(tokens, TOKENS)
            .changeLog(log)
            .eventFeed(feed, FEED)
            .walks(new InMemoryWalkStore(mirror, feed), fake.directoryWalk())
            .listener(
                event -> {
                  audit.heard(event);
                  settings.listener.heard(event);
                })
            .cacheSize(MEMBERS)
            .withoutReadingAhead()
            .organizationRefresh(NEVER)
            .clocks(clock, this::ticks);
    follow(builder);
    change(builder);
    if (settings.lookups != null) {
      builder.lookups(settings.lookups);
    }
    return accessTokens.whileHosting(() -> settings.more.apply(kit, builder)).build();
  }

  OwnOrganizationTokens organizationTokens(Supplier<Muster> muster) {
    return new OwnOrganizationTokens(tokens, TOKENS, muster);
  }

  private void follow(MusterBuilder builder) {
    Set<Feed> feeds = settings.profile.feeds();
    if (feeds.contains(Feed.LOG_BY_CURSOR) || feeds.contains(Feed.LOG_BY_TIME)) {
      builder.events(fake.eventSource());
    }
    if (feeds.contains(Feed.WEBHOOKS)) {
      builder.webhooks(webhooks.source());
    }
  }

  /** The highest role is the administrators', whatever the host calls it. */
  private void change(MusterBuilder builder) {
    RoleMap map = settings.roles;
    for (RoleSlug slug : map.slugs()) {
      Role role = map.translate(List.of(slug)).role().orElseThrow();
      if (map.roles().stream().allMatch(other -> map.isAtLeast(role, other))) {
        builder
            .organizationCreation(fake, slug)
            .changes(changes)
            .lifecycle(fake, fake, LifecyclePolicy.builder(role).build())
            .invitations(fake);
        if (settings.profile.acceptsInvitations()) {
          builder.invitationAcceptance(fake);
        }
        return;
      }
    }
  }

  /** The clock that never goes back, also where the wall clock is turned back. */
  private long ticks() {
    long now = Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    return ticks.accumulateAndGet(now, Math::max);
  }
}
