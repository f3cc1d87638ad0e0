package dev.muster.proof.web.openapi;

import dev.muster.Muster;
import dev.muster.feed.FeedSettings;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.SlugPolicy;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.role.RoleMap;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.store.InMemoryAccountStore;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.store.StoreException;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.http.FakeWebhooks;
import dev.muster.token.TokenSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** A service with every part that an account endpoint needs, at the fake provider. */
final class Service implements AutoCloseable {
  static final RoleSlug OWNER = new RoleSlug("owner");
  static final RoleSlug ADMIN = new RoleSlug("admin");
  static final RoleSlug MEMBER = new RoleSlug("member");
  static final String RESERVED = "nobodys";
  static final int SEATS = 5;
  static final int OWNED = 2;
  static final int TOKENS = 2;
  static final URI CALLBACK = URI.create("https://notes.example/account/callback");

  final HandClock clock = new HandClock(Instant.parse("2026-11-02T12:00:00Z"));
  final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).clock(clock).build();
  final FakeWebhooks webhooks =
      FakeWebhooks.of(provider, WebhookSigner.svix(Secret.of("whsec_Y3VycmVudA==")), clock);
  final InMemoryAccountStore accounts = new InMemoryAccountStore();
  final InMemoryChangeStore changes;
  final Muster muster;
  boolean signInBroken;
  boolean feedBroken;

  Service() {
    InMemoryChangeLog log = new InMemoryChangeLog(clock);
    InMemoryMembershipStore mirror = new InMemoryMembershipStore(clock, log);
    InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock, log);
    InMemoryOrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock, log);
    InMemoryFeedStore feed = new InMemoryFeedStore(mirror, directory, tokens, log, this::feedTime);
    changes = new InMemoryChangeStore(mirror, directory, tokens, clock);
    muster =
        Muster.builder()
            .provider(provider)
            .roles(
                RoleMap.builder().role("owner").role("admin").role("member", "notes:read").build())
            .unknownRoles(UnknownRolePolicy.deny())
            .memberships(mirror)
            .directory(directory)
            .slugs(SlugPolicy.builder().reservedWord(RESERVED).build())
            .accounts(accounts)
            .sessions(breakable(), SignIn.builder().redirectUri(CALLBACK).build())
            .accessTokens(this::verified)
            .organizationCreation(provider, OWNER)
            .organizationTokens(
                tokens, TokenSettings.of("acme_org_").withOtherKinds("acme_pat_").withCap(TOKENS))
            .changes(changes)
            .lifecycle(
                provider,
                provider,
                LifecyclePolicy.builder(new Role("admin"))
                    .owner(new Role("owner"), OWNER, ADMIN)
                    .seats(SEATS)
                    .owned(OWNED)
                    .build())
            .invitations(provider)
            .invitationAcceptance(provider)
            .changeLog(log)
            .eventFeed(feed, FeedSettings.standard())
            .walks(new InMemoryWalkStore(mirror, feed), provider.directoryWalk())
            .webhooks(webhooks.source())
            .withoutReadingAhead()
            .clocks(clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
            .build();
  }

  private Instant feedTime() {
    if (feedBroken) {
      throw new StoreException("down", null);
    }
    return clock.instant();
  }

  /** The provider's sessions, whose sign-in page can't be named while it is broken. */
  private SessionProvider breakable() {
    return (SessionProvider)
        Proxy.newProxyInstance(
            SessionProvider.class.getClassLoader(),
            new Class<?>[] {SessionProvider.class},
            (proxy, method, arguments) -> {
              if (signInBroken && method.getName().equals("authorizationUri")) {
                throw new ProviderException.Unavailable("down", null, null);
              }
              try {
                return method.invoke(provider, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  /** The token of a user is the user's id; the keys of {@code down} can't be read. */
  private Outcome verified(Secret token) {
    String text = token.reveal();
    if (text.equals("down")) {
      return new Outcome.Unavailable(null);
    }
    return provider.findUser(new UserId(text)).isPresent()
        ? new Outcome.Verified(new UserId(text), "session_" + text, null, null)
        : new Outcome.Bad();
  }

  /** A person whose host knows the e-mail. */
  UserId person(String name) {
    return provider.dashboard().createUser(name + "@example.com").id();
  }

  OrganizationId organization(String name) {
    return provider.dashboard().createOrganization(name).id();
  }

  void join(OrganizationId organization, UserId user, RoleSlug role) {
    provider.dashboard().join(organization, user, role);
  }

  @Override
  public void close() {
    muster.close();
  }
}
