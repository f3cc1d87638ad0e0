package dev.muster.proof.web;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Requirement;
import dev.muster.feed.FeedSettings;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.servlet.account.AccountEndpoints;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.http.FakeWebhooks;
import dev.muster.token.TokenSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A host on a real server that has everything: the account endpoints and a note of its own. */
final class AccountHost implements AutoCloseable {
  static final ProviderInstance FAKE = new ProviderInstance("fake");
  static final URI CALLBACK = URI.create("https://notes.example/account/callback");
  static final String ORIGIN = "https://notes.example";
  static final RoleSlug OWNER = new RoleSlug("owner");
  static final RoleSlug ADMIN = new RoleSlug("admin");
  static final RoleSlug MEMBER = new RoleSlug("member");
  static final int SEATS = 5;
  static final int OWNED = 2;
  static final int TOKENS = 2;

  final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  final FakeIdentityProvider provider = FakeIdentityProvider.builder(FAKE).clock(clock).build();
  final FakeWebhooks webhooks =
      FakeWebhooks.of(provider, WebhookSigner.svix(Secret.of("whsec_Y3VycmVudA==")), clock);
  final List<MusterEvent> heard = new CopyOnWriteArrayList<>();
  final Muster muster;
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  AccountHost() throws Exception {
    this(UnaryOperator.identity());
  }

  /** With something configured otherwise, and filters of the host's before Muster's. */
  AccountHost(UnaryOperator<MusterBuilder> more, Filter... before) throws Exception {
    this(true, more, before);
  }

  private AccountHost(boolean accepting, UnaryOperator<MusterBuilder> more, Filter... before)
      throws Exception {
    MusterBuilder builder = everything();
    if (accepting) {
      builder.invitationAcceptance(provider);
    }
    this.muster = more.apply(builder).build();
    ServletContextHandler context = new ServletContextHandler();
    for (Filter first : before) {
      context.addFilter(first, "/*", EnumSet.allOf(DispatcherType.class));
    }
    Routes.Builder own = Routes.builder().organizationHeader("X-Organization");
    MusterWeb web =
        MusterWeb.of(muster, own.route("GET", "/notes", Requirement.member()))
            .with(AccountEndpoints.of(muster));
    context.addServletContainerInitializer((none, servlets) -> web.install(servlets));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
  }

  /** Where who is invited accepts at the provider. */
  static AccountHost withoutAcceptance() throws Exception {
    return new AccountHost(false, UnaryOperator.identity());
  }

  private MusterBuilder everything() {
    InMemoryChangeLog log = new InMemoryChangeLog(clock);
    InMemoryMembershipStore mirror = new InMemoryMembershipStore(clock, log);
    InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock, log);
    InMemoryOrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock, log);
    InMemoryFeedStore feed = new InMemoryFeedStore(mirror, directory, tokens, log, clock);
    return Muster.builder()
        .provider(provider)
        .roles(
            RoleMap.builder()
                .role("owner", "read", "write")
                .role("admin", "read", "write")
                .role("member", "read")
                .build())
        .memberships(mirror)
        .directory(directory)
        .sessions(provider, SignIn.settings(CALLBACK))
        .accessTokens(AccountHost::verified)
        .organizationTokens(tokens, TokenSettings.of("acme_org_").withCap(TOKENS))
        .changes(new InMemoryChangeStore(mirror, directory, tokens, clock))
        .organizationCreation(provider, OWNER)
        .lifecycle(
            provider,
            provider,
            LifecyclePolicy.builder(new Role("admin"))
                .owner(new Role("owner"), OWNER, ADMIN)
                .seats(SEATS)
                .owned(OWNED)
                .build())
        .invitations(provider)
        .changeLog(log)
        .eventFeed(feed, FeedSettings.standard())
        .walks(new InMemoryWalkStore(mirror, feed), provider.directoryWalk())
        .webhooks(webhooks.source())
        .freshness(Freshness.live())
        .listener(heard::add)
        .clocks(clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());
  }

  /** A token of the issuer that the host trusts is {@code jwt-} and the user's id. */
  private static Outcome verified(Secret token) {
    String text = token.reveal();
    return text.startsWith("jwt-")
        ? new Outcome.Verified(new UserId(text.substring(4)), "session_" + text, null, null)
        : new Outcome.Bad();
  }

  UserId user(String name) {
    return provider.dashboard().createUser(name + "@example.com").id();
  }

  OrganizationId organization(String name) {
    return provider.dashboard().createOrganization(name).id();
  }

  UserId joined(OrganizationId organization, String name, RoleSlug role) {
    UserId user = user(name);
    provider.dashboard().join(organization, user, role);
    return user;
  }

  /** Somebody who is not signed in yet. */
  AccountBrowser browser() {
    return new AccountBrowser(this, connector.getLocalPort());
  }

  /** A browser of somebody who has signed in. */
  AccountBrowser signedIn(UserId user) throws Exception {
    AccountBrowser browser = browser();
    browser.signIn(user, "/");
    provider.calls().reset();
    heard.clear();
    return browser;
  }

  /** How many checks the listener heard of. */
  long decided() {
    return heard.stream().filter(MusterEvent.Decided.class::isInstance).count();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stuck) {
      throw new IllegalStateException("the server does not stop", stuck);
    } finally {
      muster.close();
    }
  }
}
