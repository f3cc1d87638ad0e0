package dev.muster.proof.webhook;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.feed.EventFeed;
import dev.muster.feed.FeedEvent;
import dev.muster.feed.FeedSettings;
import dev.muster.feed.WebhookResult;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.store.StoreException;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.http.FakeWebhooks;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A host whose provider has webhooks and no log of events, and clocks moved by hand. */
final class WebhookStage implements AutoCloseable {
  static final RoleSlug ADMIN = new RoleSlug("admin");
  static final RoleSlug MEMBER = new RoleSlug("member");

  final HandClock clock = new HandClock(Instant.parse("2026-11-02T12:00:00Z"));
  final HandClock ticker = new HandClock(Instant.EPOCH);
  final InMemoryChangeLog log = new InMemoryChangeLog(clock);
  final InMemoryMembershipStore mirror = new InMemoryMembershipStore(clock, log);
  final InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock, log);
  final InMemoryOrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock, log);
  final InMemoryFeedStore store =
      new InMemoryFeedStore(mirror, directory, tokens, log, this::storeTime);
  final List<FeedEvent> heard = new CopyOnWriteArrayList<>();
  final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .clock(clock)
          .profile(ProviderProfile.CLERK)
          .build();
  final FakeWebhooks webhooks =
      FakeWebhooks.of(provider, WebhookSigner.svix(Secret.of("whsec_Y3VycmVudA==")), clock);
  final UserId boss = provider.dashboard().createUser("boss@example.com").id();
  final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  final MembershipKey key = new MembershipKey(provider.instance(), acme, ann);
  final Muster muster;
  private boolean down;

  WebhookStage() {
    provider.dashboard().join(acme, boss, ADMIN);
    provider.dashboard().join(acme, ann, MEMBER);
    muster = node();
    var unused = webhooks.take();
  }

  /** A node of the host, with the same stores. */
  Muster node() {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("admin", "read").role("member", "read").build())
        .memberships(mirror)
        .directory(directory)
        .organizationTokens(tokens, TokenSettings.of("acme_org_"))
        .changeLog(log)
        .eventFeed(store, FeedSettings.standard())
        .webhooks(webhooks.source())
        .walks(new InMemoryWalkStore(mirror, store), provider.directoryWalk())
        .freshness(Freshness.within(Duration.ofMinutes(10)))
        .withoutReadingAhead()
        .clocks(clock, () -> Duration.between(Instant.EPOCH, ticker.instant()).toNanos())
        .listener(
            event -> {
              if (event instanceof MusterEvent.OfFeed of) {
                heard.add(of.event());
              }
            })
        .build();
  }

  private Instant storeTime() {
    if (down) {
      throw new StoreException("down", null);
    }
    return clock.instant();
  }

  /** Whether the database takes in no webhook. */
  void down(boolean is) {
    down = is;
  }

  void pass(Duration time) {
    clock.advance(time);
    ticker.advance(time);
  }

  EventFeed feed() {
    return muster.eventFeed().orElseThrow();
  }

  WebhookResult send(SignedWebhook webhook) {
    return send(headers(webhook), webhook.bytes());
  }

  /** As an HTTP server hands them over: names in any case. */
  static UnaryOperator<@Nullable String> headers(SignedWebhook webhook) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(webhook.headers());
    return all::get;
  }

  WebhookResult send(UnaryOperator<@Nullable String> headers, byte[] body) {
    return feed().receive(headers, body);
  }

  /** Sends all that the provider has to tell. */
  void deliver() {
    for (SignedWebhook webhook : webhooks.take()) {
      if (!(send(webhook) instanceof WebhookResult.Taken)) {
        throw new AssertionError("a webhook was not taken");
      }
    }
  }

  Decision check() {
    return check(Requirement.member());
  }

  Decision check(Requirement requirement) {
    return muster.check(AccessCheck.of(muster.vouchedByHost(ann), requirement).in(acme.value()));
  }

  boolean isGranted() {
    return check() instanceof Decision.Granted;
  }

  Pass pass() {
    return ((Decision.Granted) check()).pass();
  }

  Secret token() {
    return ((TokenIssue.Issued) muster.organizationTokens().orElseThrow().issue(pass(), "laptop"))
        .token();
  }

  boolean opens(Secret token) {
    Authentication session =
        muster.authenticate(Credential.of(List.of("Bearer " + token.reveal()), List.of()));
    return muster.check(AccessCheck.of(session, Requirement.member())) instanceof Decision.Granted;
  }

  @Override
  public void close() {
    muster.close();
  }
}
