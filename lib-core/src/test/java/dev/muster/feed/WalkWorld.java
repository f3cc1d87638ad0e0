package dev.muster.feed;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.HandClock;
import dev.muster.membership.MemberLookups;
import dev.muster.membership.MembershipEvent;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleMap;
import dev.muster.role.RolePolicies;
import dev.muster.role.RoleSynchronizer;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.store.DirectoryStore;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Leadership;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.RoleStore;
import dev.muster.store.WalkStore;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/** A provider, the stores of a host, and nodes that walk, on virtual time. */
final class WalkWorld {
  final HandClock clock = new HandClock();
  final Town town = new Town();
  final Calls calls = new Calls();
  final InMemoryChangeLog log = new InMemoryChangeLog(clock);
  final InMemoryMembershipStore mirror = new InMemoryMembershipStore(clock, log);
  final InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock, log);
  final InMemoryRoleStore roles = new InMemoryRoleStore();
  final InMemoryFeedStore feed = new InMemoryFeedStore(mirror, directory, null, log, clock);
  final InMemoryWalkStore walks = new InMemoryWalkStore(mirror, feed);
  final List<FeedEvent> told = new ArrayList<>();
  final List<MembershipEvent> heard = new ArrayList<>();
  final List<RoleEvent> roleEvents = new ArrayList<>();
  final List<WalkProgress> progress = new ArrayList<>();
  final List<RuntimeException> failures = new ArrayList<>();
  UnaryOperator<WalkStore> store = any -> any;
  UnaryOperator<IdentityProvider> lookups = any -> any;
  DirectoryWalk lists = town;
  int page = 2;
  double callsPerSecond = 10;
  private int slugs;

  /** A node, as a new process. */
  Walker node() {
    IdentityProvider provider = calls.through(IdentityProvider.class, lookups.apply(town));
    MembershipStore memberships = calls.through(MembershipStore.class, mirror);
    RoleStore roleStore = calls.through(RoleStore.class, roles);
    RoleSynchronizer synchronizer =
        new RoleSynchronizer(
            RoleMap.builder().role("admin").role("member").build(),
            RolePolicies.of(UnknownRolePolicy.keep()),
            roleStore,
            clock.timeline(),
            new BoundedCalls(WalkWorld::refuse, clock.timeline(), Duration.ofSeconds(5)),
            100,
            roleEvents::add);
    EvidenceReader evidence =
        new EvidenceReader(
            provider,
            memberships,
            clock.timeline(),
            new EvidenceReader.Policy(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, 100, false),
            WalkWorld::refuse,
            heard::add,
            ahead -> {});
    Walker walker =
        new Walker(
            new WalkParts(
                provider,
                calls.through(DirectoryWalk.class, lists),
                calls.through(WalkStore.class, store.apply(walks)),
                calls.through(FeedStore.class, feed),
                calls.through(DirectoryStore.class, directory),
                roleStore,
                synchronizer,
                key ->
                    mirror.find(key).entry() instanceof MirrorEntry.Ending
                        ? null
                        : evidence.mirrored(key),
                new MemberLookups(provider, memberships, clock.timeline(), heard::add),
                clock.timeline(),
                true,
                page,
                callsPerSecond,
                Duration.ofDays(1),
                Duration.ofSeconds(2),
                heard::add,
                told::add));
    walker.onProgress(progress::add);
    return walker;
  }

  private static void refuse(Runnable task) {
    throw new RejectedExecutionException("the threads of requests");
  }

  /** A run of events begins, and time passes, so that what is in the mirror is older than it. */
  void begins() {
    Leadership leads = lead("first");
    feed.begin(Town.TOWN, leads.fence(), null, leads.storeTime());
    feed.resign(Town.TOWN, leads.fence());
    clock.advance(Duration.ofSeconds(1));
  }

  Leadership lead(String node) {
    return feed.lead(Town.TOWN, node, Duration.ofHours(10)).orElseThrow();
  }

  /** One node walks until the walk rests. */
  Walk walked(Walker walker) {
    return walked(walker, "node");
  }

  Walk walked(Walker walker, String node) {
    Backoff backoff = new Backoff(Duration.ofSeconds(2), new Random(1));
    for (int steps = 0; steps < 100_000; steps++) {
      Duration next;
      try {
        next = walker.step(lead(node));
        backoff.succeeded();
      } catch (RuntimeException failed) {
        failures.add(failed);
        clock.advance(backoff.failed(failed));
        continue;
      }
      clock.advance(next);
      if (rests() && next.compareTo(Duration.ofSeconds(2)) == 0) {
        return at();
      }
    }
    throw new AssertionError("the walk does not end: " + at());
  }

  private boolean rests() {
    return walks
        .find(Town.TOWN)
        .filter(at -> at.phase() == Phase.COMPLETE || at.phase() == Phase.SUSPECTED)
        .isPresent();
  }

  Walk at() {
    return walks.find(Town.TOWN).orElseThrow();
  }

  /** Where the walk is, after it has begun. */
  Walk at(Walker walker) {
    if (walks.find(Town.TOWN).isEmpty()) {
      clock.advance(walker.step(lead("node")));
    }
    return at();
  }

  static MembershipKey key(OrganizationId organization, String name) {
    return new MembershipKey(Town.TOWN, organization, new UserId("user_" + name));
  }

  /** What the provider says now is in the mirror, the register and the host's record. */
  void mirrors() {
    for (Membership one : town.all()) {
      mirrors(one);
    }
    clock.advance(Duration.ofSeconds(1));
  }

  void mirrors(Membership one) {
    MembershipKey key = new MembershipKey(Town.TOWN, one.organization(), one.user());
    var read = mirror.find(key);
    var unused =
        mirror.record(key, new Observation.Seen(one, read.storeTime()), read.entry().epoch());
    Role role = new Role(one.roles().get(0).value());
    if (roles.find(key).isEmpty()) {
      var unusedToo = roles.swap(key, new RoleStore.Change(null, role));
    }
    if (directory.find(Town.TOWN, one.organization()).isEmpty()) {
      var unusedAsWell =
          directory.add(
              Town.TOWN,
              new DirectoryStore.Entry(
                  town.findOrganization(one.organization()).orElseThrow(),
                  new OrganizationSlug("slug-" + ++slugs)));
    }
  }

  MirrorEntry entry(OrganizationId organization, String name) {
    return mirror.find(key(organization, name)).entry();
  }

  Membership stated(OrganizationId organization, String name) {
    return ((MirrorEntry.Present) entry(organization, name)).membership();
  }

  boolean isEnded(OrganizationId organization, String name) {
    return entry(organization, name) instanceof MirrorEntry.Ended;
  }

  /** Of these keys: the membership that stands and its role in the host's record, or its end. */
  Map<String, String> state(List<MembershipKey> keys) {
    Map<String, String> state = new TreeMap<>();
    for (MembershipKey key : keys) {
      MirrorEntry entry = mirror.find(key).entry();
      String is =
          entry instanceof MirrorEntry.Present present
              ? present.membership() + " " + roles.find(key)
              : entry.getClass().getSimpleName();
      state.put(key.organization() + " " + key.user(), is);
    }
    return state;
  }
}
