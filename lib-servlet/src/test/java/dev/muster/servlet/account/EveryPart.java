package dev.muster.servlet.account;

import dev.muster.Muster;
import dev.muster.feed.FeedSettings;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.http.FakeWebhooks;
import dev.muster.token.TokenSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;

/** A Muster with every part that an endpoint needs. */
final class EveryPart {
  private EveryPart() {}

  static Muster of(FakeIdentityProvider provider) {
    InstantSource clock = InstantSource.system();
    InMemoryChangeLog log = new InMemoryChangeLog(clock);
    InMemoryMembershipStore mirror = new InMemoryMembershipStore(clock, log);
    InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock, log);
    InMemoryOrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock, log);
    InMemoryFeedStore feed = new InMemoryFeedStore(mirror, directory, tokens, log, clock);
    RoleSlug admin = new RoleSlug("admin");
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("owner").role("admin").build())
        .memberships(mirror)
        .directory(directory)
        .sessions(
            provider,
            SessionSettings.builder()
                .key(SealKey.random(new SecureRandom()))
                .redirectUri(URI.create("https://notes.example/account/callback"))
                .build())
        .organizationCreation(provider, admin)
        .organizationTokens(tokens, TokenSettings.of("acme_org_"))
        .changes(new InMemoryChangeStore(mirror, directory, tokens, clock))
        .lifecycle(
            provider,
            provider,
            LifecyclePolicy.builder(new Role("admin"))
                .owner(new Role("owner"), new RoleSlug("owner"), admin)
                .build())
        .invitations(provider)
        .invitationAcceptance(provider)
        .changeLog(log)
        .eventFeed(feed, FeedSettings.standard())
        .walks(new InMemoryWalkStore(mirror, feed), provider.directoryWalk())
        .webhooks(
            FakeWebhooks.of(provider, WebhookSigner.svix(Secret.of("whsec_Y3VycmVudA==")), clock)
                .source())
        .build();
  }
}
