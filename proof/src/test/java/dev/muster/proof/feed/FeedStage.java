package dev.muster.proof.feed;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.feed.EventFeed;
import dev.muster.feed.FeedEvent;
import dev.muster.feed.FeedSettings;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.EventSource;
import dev.muster.role.RoleMap;
import dev.muster.session.SessionSettings;
import dev.muster.store.ChangeLog;
import dev.muster.store.DirectoryStore;
import dev.muster.store.FeedStore;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.WalkStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Operation;
import dev.muster.token.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/** A host of several nodes on one set of stores, all on virtual time. Ann is an admin of Acme. */
final class FeedStage implements AutoCloseable {
  static final ProviderInstance FAKE = new ProviderInstance("fake");
  static final Duration SECOND = Duration.ofSeconds(1);
  static final RoleSlug ADMIN = new RoleSlug("admin");
  static final RoleSlug MEMBER = new RoleSlug("member");

  final HandTime time = new HandTime(Instant.parse("2026-01-01T00:00:00Z"));
  final HandClock clock = time.clock;
  final FakeIdentityProvider provider = FakeIdentityProvider.builder(FAKE).clock(clock).build();
  final InMemoryChangeLog log = new InMemoryChangeLog(clock);
  final InMemoryMembershipStore mirror = new InMemoryMembershipStore(clock, log);
  final InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock, log);
  final InMemoryOrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock, log);
  final InMemoryFeedStore store = new InMemoryFeedStore(mirror, directory, tokens, log, clock);
  final InMemoryWalkStore walks = new InMemoryWalkStore(mirror, store);
  final InMemoryRoleStore roles = new InMemoryRoleStore();
  final List<MusterEvent> heard = new CopyOnWriteArrayList<>();
  final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  final MembershipKey key = new MembershipKey(FAKE, acme, ann);
  final Set<Muster> paused = new HashSet<>();
  final SessionSettings sessions = SignIn.settings();
  private final List<Muster> nodes = new ArrayList<>();

  /** Whether the stores are seen through decorators, as a host may put around all of them. */
  boolean decorated;

  /** What a control does otherwise. */
  UnaryOperator<EventSource> events = UnaryOperator.identity();

  UnaryOperator<FeedStore> feedStore = UnaryOperator.identity();
  UnaryOperator<ChangeLog> changeLog = UnaryOperator.identity();
  UnaryOperator<MusterBuilder> more = UnaryOperator.identity();
  FeedSettings settings = FeedSettings.standard();
  Freshness freshness = Freshness.within(Duration.ofSeconds(13));

  FeedStage() {
    provider.dashboard().join(acme, ann, ADMIN);
  }

  /** A node that runs the feed. */
  Muster node() {
    Muster node = idle();
    var unused = feed(node).run(scheduler(node));
    return node;
  }

  /** A node that does not run the feed yet. */
  Muster idle() {
    Muster node =
        more.apply(
                Muster.builder()
                    .provider(provider)
                    .roles(RoleMap.builder().role("admin", "read").role("member", "read").build())
                    .memberships(seen(MembershipStore.class, mirror))
                    .directory(seen(DirectoryStore.class, directory))
                    .roleStore(roles)
                    .sessions(provider, sessions)
                    .organizationTokens(
                        seen(OrganizationTokenStore.class, tokens), TokenSettings.of("acme_org_"))
                    .changeLog(changeLog.apply(seen(ChangeLog.class, log)))
                    .eventFeed(feedStore.apply(seen(FeedStore.class, store)), settings)
                    .events(events.apply(provider.eventSource()))
                    .walks(seen(WalkStore.class, walks), provider.directoryWalk())
                    .freshness(freshness)
                    .listener(this::hear)
                    .clocks(
                        clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos()))
            .build();
    nodes.add(node);
    return node;
  }

  private <T> T seen(Class<T> type, T store) {
    return decorated ? Instead.of(type, store, (method, answer) -> answer) : store;
  }

  private void hear(MusterEvent event) {
    if (!(event instanceof MusterEvent.Decided)) {
      heard.add(event);
    }
  }

  ScheduledExecutorService scheduler(Muster node) {
    return time.scheduler(owner -> !paused.contains(owner), node);
  }

  static EventFeed feed(Muster node) {
    return node.eventFeed().orElseThrow();
  }

  void pass(Duration duration) {
    time.pass(duration);
  }

  /** Lets the feed begin: the walk is complete, and the position proven. */
  void settle() {
    pass(Duration.ofSeconds(30));
  }

  boolean isGranted(Muster node) {
    return check(node) instanceof Decision.Granted;
  }

  Decision check(Muster node) {
    return check(node, Requirement.member());
  }

  Decision check(Muster node, Requirement requirement) {
    return node.check(AccessCheck.of(node.vouchedByHost(ann), requirement).in(acme.value()));
  }

  long asked() {
    return provider.calls().count(Operation.FIND_MEMBERSHIP);
  }

  Map<Operation, Long> calls() {
    Map<Operation, Long> calls = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      calls.put(operation, provider.calls().count(operation));
    }
    return calls;
  }

  List<FeedEvent> told() {
    return heard.stream()
        .filter(MusterEvent.OfFeed.class::isInstance)
        .map(event -> ((MusterEvent.OfFeed) event).event())
        .toList();
  }

  <T extends FeedEvent> List<T> told(Class<T> type) {
    return told().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void close() {
    nodes.forEach(Muster::close);
  }
}
