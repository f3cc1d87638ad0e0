package dev.muster.proof.simulation;

import dev.muster.feed.FeedEvent;
import dev.muster.feed.FeedSettings;
import dev.muster.membership.EvidenceResult;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RemovalId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.simulation.FeedProcess.Outside;
import dev.muster.proof.simulation.Points.Crash;
import dev.muster.proof.simulation.Specification.ProviderState;
import dev.muster.proof.simulation.Specification.Question;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderException;
import dev.muster.provider.WebhookSource;
import dev.muster.store.FeedStore;
import dev.muster.store.InvalidationBus;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.RemovalStep;
import dev.muster.store.StoreException;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.ProviderProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of several nodes with a feed from one seed: checks, and beneath them leadership, polls,
 * walks, webhooks and the change log, any of which can be overtaken by anything. Single-threaded;
 * the same seed replays exactly.
 */
final class FeedSimulation {
  /** By how much the provider's log may lag. */
  static final Duration DELAY = Duration.ofSeconds(5);

  private static final int NODES = 3;
  private static final int STEPS = 400;

  /** A feed passes many more points than a check does. */
  private static final int RARITY = 6;

  private static final FeedSettings SETTINGS =
      FeedSettings.standard()
          .withOverlap(15, Duration.ofMinutes(1))
          .withWalkEvery(Duration.ofMinutes(1));
  private static final List<Freshness> BOUNDS =
      List.of(
          Freshness.live(),
          Freshness.within(Duration.ofSeconds(1)),
          Freshness.within(Duration.ofSeconds(4)),
          Freshness.within(Duration.ofSeconds(12)),
          Freshness.within(Duration.ofMinutes(1)),
          Freshness.followed(Duration.ofSeconds(4)),
          Freshness.followed(Duration.ofSeconds(12)));

  private final SplittableRandom random;
  private final Nature nature;
  private final FeedKind kind;
  private final @Nullable List<String> history;
  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider fake;
  private final FakeDashboard dashboard;
  private final SimLog log;
  private final Facts facts = new Facts();
  private final Specification specification =
      new Specification(facts, Simulation.NEGATIVE_BOUND, Simulation.GRACE);
  private final MirrorLaws mirrorLaws = new MirrorLaws();
  private final Points points;
  private final SimDatabase database;
  private final MembershipStore mirror;
  private final List<Organization> organizations = new ArrayList<>();
  private final List<MembershipKey> keys = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<MembershipKey> removing = new HashSet<>();
  private final Set<MembershipKey> rejoined = new HashSet<>();
  private final Map<String, String> broken = new LinkedHashMap<>();
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private Instant shownUpTo = Instant.EPOCH;
  private int incarnations;
  private long generation;
  private int reached;

  FeedSimulation(long seed, FeedKind kind, @Nullable List<String> history) {
    this(seed, kind, Nature.OF_SEEDS.get((int) (seed % Nature.OF_SEEDS.size())), history);
  }

  FeedSimulation(long seed, FeedKind kind, Nature nature, @Nullable List<String> history) {
    this.random = new SplittableRandom(seed);
    this.kind = kind;
    this.history = history;
    this.nature = nature;
    this.fake =
        FakeIdentityProvider.builder(new ProviderInstance("sim"))
            .profile(nature == Nature.NO_TIMES ? ProviderProfile.KEYCLOAK : ProviderProfile.PLAIN)
            .clock(clock)
            .build();
    this.dashboard = fake.dashboard();
    this.log = new SimLog(clock, DELAY, nature == Nature.OLD_PLACES);
    this.points = new Points(random, clock, this::step, RARITY);
    SimDatabase sound = SimDatabase.inMemory(clock);
    this.mirror = new WatchedMirror(sound.memberships(), this::taken);
    this.database = kind.database().apply(sound.with(mirror), points);
    List<UserId> users = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      users.add(dashboard.createUser(name + "@example.org").id());
    }
    for (String name : List.of("Acme", "Globex")) {
      Organization organization = dashboard.createOrganization(name);
      organizations.add(organization);
      users.forEach(user -> keys.add(new MembershipKey(fake.instance(), organization.id(), user)));
    }
    for (MembershipKey key : keys) {
      if (random.nextBoolean()) {
        act(key);
      }
    }
    say(() -> "a provider of nature " + nature);
    for (int i = 0; i < NODES; i++) {
      nodes.add(new Node(i));
    }
  }

  /** Runs to the end. */
  FeedSimulation run() {
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    quiet();
    return this;
  }

  /** The laws that were broken, each with where it first was. */
  Map<String, String> broken() {
    return broken;
  }

  Nature nature() {
    return nature;
  }

  Map<Count, Long> counts() {
    return counts;
  }

  private void step() {
    clock.advance(Duration.ofMillis(1 + random.nextInt(200)));
    Node node = nodes.get(random.nextInt(nodes.size()));
    MembershipKey key = keys.get(random.nextInt(keys.size()));
    if (node.standsStill > 0) {
      return;
    }
    switch (random.nextInt(64)) {
      case 0, 1, 2, 3, 4 -> act(key);
      case 5 -> clock.advance(Duration.ofSeconds(random.nextInt(10)));
      case 6 -> points.outage(Duration.ofSeconds(random.nextInt(20)));
      case 7 -> node.setClock();
      case 8 -> node.restart();
      case 9 -> node.cutOff(Duration.ofSeconds(random.nextInt(40)));
      case 10, 11 -> node.remove(key);
      case 12 -> node.process.invalidate(key);
      case 13 -> forget();
      case 14, 15 -> webhook(node);
      case 16 -> node.process.feed().requestWalk();
      case 17, 18 -> node.wake();
      case 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31 ->
          node.check(key, BOUNDS.get(random.nextInt(BOUNDS.size())));
      default -> node.work();
    }
    look();
  }

  /** The laws of the mirror. */
  private void look() {
    for (MembershipKey row : keys) {
      MirrorEntry entry = mirror.find(row).entry();
      mirrorLaws.look(row, entry).ifPresent(law -> breaks(law, row));
      boolean endedWhoIsThere =
          entry instanceof MirrorEntry.Ended ended
              && nature != Nature.NO_TIMES
              && there(row).filter(now -> now.id().equals(ended.membership())).isPresent();
      if (endedWhoIsThere) {
        breaks("nobody is ended who is there", row);
      }
    }
    lookAtFeed();
  }

  /** Within one run nobody leads the cursor back. */
  private void lookAtFeed() {
    FeedStore.Feed feed = database.feed().status(fake.instance()).feed();
    int place = log.place(feed.cursor());
    if (feed.generation() == generation && place < reached) {
      breaks("no event is applied out of order", keys.get(0));
    }
    generation = feed.generation();
    reached = place;
  }

  /** Where nothing was read yet there is no cursor that could be lost: retention is far longer. */
  private void forget() {
    boolean began = database.feed().status(fake.instance()).feed().cursor() != null;
    if (random.nextInt(4) == 0 && began) {
      say(() -> "the provider forgets most of its log");
      log.keep(random.nextInt(3));
      count(Count.LOG_FORGOT);
    }
  }

  private void webhook(Node node) {
    List<ProviderEvent> told = log.told();
    if (!told.isEmpty()) {
      node.receive(String.valueOf(random.nextInt(told.size())));
    }
  }

  private WebhookSource.Receipt receipt(byte[] body) {
    String message = new String(body, StandardCharsets.UTF_8);
    return new WebhookSource.Receipt.Accepted(
        "message " + message, log.told().get(Integer.parseInt(message)));
  }

  private Optional<Membership> there(MembershipKey key) {
    return fake.findMembership(key.organization(), key.user());
  }

  private void act(MembershipKey key) {
    Optional<Membership> now = there(key);
    if (now.isEmpty()) {
      changed(key, dashboard.join(key.organization(), key.user(), new RoleSlug("member")), false);
      return;
    }
    int what = random.nextInt(6);
    if (what < 3) {
      dashboard.remove(key.organization(), key.user());
      changed(key, now.get(), true);
    } else if (what == 3) {
      RoleSlug role = new RoleSlug(random.nextBoolean() ? "admin" : "member");
      changed(key, dashboard.setRoles(key.organization(), key.user(), role), false);
    } else {
      boolean active = now.get().status() == MembershipStatus.ACTIVE;
      changed(
          key,
          active
              ? dashboard.deactivate(key.organization(), key.user())
              : dashboard.reactivate(key.organization(), key.user()),
          false);
    }
  }

  /** Something changed at the provider, which tells of it some time later. */
  private void changed(MembershipKey key, Membership stated, boolean ended) {
    ProviderEvent event =
        new ProviderEvent(
            "event " + log.told().size(),
            clock.instant(),
            ended
                ? new ProviderEvent.MembershipEnded(stated)
                : new ProviderEvent.MembershipStated(stated));
    Duration delay = delay();
    log.add(key, event, delay);
    if (nature != Nature.NO_TIMES && random.nextInt(10) == 0) {
      log.add(null, event, nature == Nature.TARDY ? delay.plusSeconds(20) : DELAY);
    }
    say(
        () ->
            "provider: "
                + event.id()
                + " "
                + (ended ? "ends " : "")
                + stated
                + ", seen in "
                + delay);
    note(key);
  }

  /** How late an event is seen. Without times of its own it must come in order. */
  private Duration delay() {
    int most = (int) DELAY.toMillis() + 1;
    Duration delay = Duration.ofMillis(random.nextInt(most));
    if (nature == Nature.TARDY && random.nextInt(8) == 0) {
      delay = Duration.ofSeconds(random.nextInt(60));
      count(Count.TOLD_LATE);
    }
    Instant seen = clock.instant().plus(delay);
    if (nature == Nature.NO_TIMES && seen.isBefore(shownUpTo)) {
      seen = shownUpTo;
    }
    shownUpTo = seen;
    return Duration.between(clock.instant(), seen);
  }

  /** Our own removals count from their first step on. */
  private void taken(MembershipKey key, RemovalStep step) {
    if (step instanceof RemovalStep.Begin) {
      removing.add(key);
    } else {
      removing.remove(key);
      if (there(key).isPresent()) {
        // What the log told of it meanwhile touched no removal of ours.
        rejoined.add(key);
      }
      mirrorLaws.finished(key);
    }
    say(() -> "mirror: " + step + " of " + key);
    note(key);
    count(Count.REMOVALS);
  }

  private void removed(Membership membership) {
    MembershipKey key =
        new MembershipKey(fake.instance(), membership.organization(), membership.user());
    if (there(key).filter(now -> now.id().equals(membership.id())).isPresent()) {
      Membership last = there(key).orElseThrow();
      dashboard.remove(key.organization(), key.user());
      changed(key, last, true);
    }
  }

  /** Each change of what is true has an instant of its own. */
  private void note(MembershipKey key) {
    clock.advance(Duration.ofMillis(1));
    boolean active = there(key).filter(Membership::isActive).isPresent();
    facts.add(key, clock.instant(), active && !removing.contains(key));
  }

  /** All faults are over: everything is done that was begun, and everybody knows the truth. */
  private void quiet() {
    points.calmDown();
    say(() -> "all is quiet");
    for (Node node : nodes) {
      node.clock.setWall(Duration.ZERO);
      node.cutUntil = Instant.MIN;
    }
    Set.copyOf(removing).forEach(nodes.get(0)::remove);
    Instant end = log.quietAt();
    if (clock.instant().isBefore(end)) {
      clock.advance(Duration.between(clock.instant(), end));
    }
    // Beyond the longest allowance, the lease, a walk, and an overlap of the log.
    for (int round = 0; round < 2000 && !(round > 20 && isDrained(end)); round++) {
      clock.advance(Duration.ofMillis(500));
      nodes.forEach(Node::work);
    }
    if (!isDrained(end)) {
      breaks("a feed comes back", keys.get(0));
    }
    for (MembershipKey key : keys) {
      Optional<Membership> truth = there(key).filter(Membership::isActive);
      boolean isAsked = isAsked(key, mirror.find(key).entry());
      if (!isAsked && !truth.equals(held(key))) {
        breaks("the mirror is what the provider is", key);
      }
      if (!isAsked && database.roles().find(key).isPresent() != truth.isPresent()) {
        count(Count.ROLES_ASTRAY);
      }
    }
    for (Node node : nodes) {
      keys.forEach(key -> node.check(key, Freshness.followed(Duration.ofSeconds(12))));
      keys.forEach(key -> node.check(key, Freshness.live()));
    }
  }

  /**
   * What answers nobody from the mirror until the provider was asked: an end without times, and
   * what a removal of ours left as it was when it was undone.
   */
  private boolean isAsked(MembershipKey key, MirrorEntry entry) {
    return entry instanceof MirrorEntry.Present present
        ? present.asOf().equals(Instant.EPOCH)
        : entry instanceof MirrorEntry.Ended
            && (nature == Nature.NO_TIMES || rejoined.contains(key));
  }

  private Optional<Membership> held(MembershipKey key) {
    return mirror.find(key).entry() instanceof MirrorEntry.Present present
        ? Optional.of(present.membership()).filter(Membership::isActive)
        : Optional.empty();
  }

  private boolean isDrained(Instant end) {
    var position = database.feed().status(fake.instance()).feed().position();
    return position != null && position.asOf().isAfter(end);
  }

  /** A yes that rests on an event which the provider told of later than it may. */
  private boolean isToldLate(Question asked) {
    Duration bound = asked.freshness().bound().plus(Simulation.GRACE);
    return !asked.freshness().isLive()
        && log.late(asked.key()).stream()
            .anyMatch(
                late -> !asked.end().isAfter(late.happenedAt().plus(bound).plus(late.excess())));
  }

  /** A no that rests on an end after which nobody can tell old words from new ones for a while. */
  private boolean isSettling(Question asked) {
    if (nature != Nature.NO_TIMES) {
      return false;
    }
    MirrorEntry entry = mirror.find(asked.key()).entry();
    // Or somebody else's read, begun no earlier than this question, has lifted the end meanwhile.
    return entry instanceof MirrorEntry.Ended ended
        ? !asked
            .start()
            .isAfter(ended.endedAt().plus(MirrorRules.SETTLE_TIME).plus(Simulation.NEGATIVE_BOUND))
        : entry instanceof MirrorEntry.Present present && !present.asOf().isBefore(asked.start());
  }

  private void breaks(String law, MembershipKey key) {
    say(() -> "BROKEN: " + law + " of " + key);
    broken.putIfAbsent(law, key + " at " + clock.instant());
  }

  private void count(Count what) {
    counts.merge(what, 1L, Long::sum);
  }

  private void say(Supplier<String> what) {
    if (history != null) {
      history.add(clock.instant() + " " + what.get());
    }
  }

  /** What a provider is like. */
  enum Nature {
    /** Its log lags, and comes in another order. */
    LAGGING,
    /** Its log lags, and shows what it shows late in its old place. */
    OLD_PLACES,
    /** Its memberships have no times of their own; its log comes in order. */
    NO_TIMES,
    /** Some events are seen later than it says. */
    TARDY;

    static final List<Nature> OF_SEEDS = List.of(LAGGING, OLD_PLACES, NO_TIMES, TARDY);
  }

  /** What a run did. */
  enum Count {
    ANSWERS,
    ANSWERED_BY_FEED,
    CRASHES,
    REMOVALS,
    PAUSES,
    LEADERS,
    WALKS,
    CURSORS_LOST,
    LOG_FORGOT,
    TOLD_LATE,
    FOUND_LATE,
    SUSPECTED,
    WEBHOOKS,
    ROLES_ASTRAY
  }

  /** One machine: its clocks go on when its process dies. */
  private final class Node {
    final NodeClock clock = new NodeClock(FeedSimulation.this.clock);
    final Set<MembershipKey> busy = new HashSet<>();
    final int number;
    // Of two clocks one may be wrong: which one is this machine's nature.
    final boolean wallIsSet;
    final List<Runnable> listeners = new ArrayList<>();
    Instant cutUntil = Instant.MIN;
    int standsStill;
    Wire wire;
    SimScheduler scheduler;
    FeedProcess process;

    Node(int number) {
      this.number = number;
      wallIsSet = number % 2 == 0;
      wire = wire();
      scheduler = new SimScheduler(FeedSimulation.this.clock);
      process = start();
    }

    private Wire wire() {
      return new Wire(
          points, () -> FeedSimulation.this.clock.instant().isBefore(cutUntil), this::pause);
    }

    private FeedProcess start() {
      listeners.clear();
      Outside outside =
          new Outside(
              wire.toProvider(IdentityProvider.class, fake),
              wire.toProvider(IdentityProvider.class, kind.lookUps().apply(fake)),
              wire.toProvider(EventSource.class, new SimEvents(log, kind.delay())),
              wire.toProvider(DirectoryWalk.class, new SimDirectory(fake, organizations)),
              (headers, body, now) -> receipt(body),
              database.over(wire),
              new InvalidationBus() {
                @Override
                public void wake() {}

                @Override
                public AutoCloseable listen(Runnable heard) {
                  listeners.add(heard);
                  return () -> listeners.remove(heard);
                }
              });
      return new FeedProcess(
          outside, clock, ++incarnations, SETTINGS, scheduler.asExecutor(), this::heard);
    }

    void heard(FeedEvent event) {
      say(() -> "node " + number + " tells " + event);
      if (event instanceof FeedEvent.Leading leading && leading.leads()) {
        count(Count.LEADERS);
      } else if (event instanceof FeedEvent.Walked) {
        count(Count.WALKS);
      } else if (event instanceof FeedEvent.CursorLost) {
        count(Count.CURSORS_LOST);
      } else if (event instanceof FeedEvent.FeedLate) {
        count(Count.FOUND_LATE);
      } else if (event instanceof FeedEvent.MassRemovalSuspected) {
        count(Count.SUSPECTED);
      }
    }

    /** The process dies, wherever it is, and another one begins. */
    void restart() {
      say(() -> "node " + number + " dies");
      count(Count.CRASHES);
      wire.kill();
      wire = wire();
      scheduler = new SimScheduler(FeedSimulation.this.clock);
      busy.clear();
      process = start();
    }

    void cutOff(Duration time) {
      say(() -> "node " + number + " is cut from the store for " + time);
      cutUntil = FeedSimulation.this.clock.instant().plus(time);
    }

    void wake() {
      List.copyOf(listeners).forEach(Runnable::run);
    }

    /** The whole process stands still, or only the call that it is at. */
    private void pause() {
      if (random.nextInt(600) != 0) {
        return;
      }
      boolean whole = random.nextBoolean();
      say(() -> "node " + number + (whole ? " stands still" : " waits"));
      count(Count.PAUSES);
      standsStill += whole ? 1 : 0;
      points.pause(
          8 + random.nextInt(20), Duration.ofMillis(500 + random.nextInt(2500)), this::others);
      standsStill -= whole ? 1 : 0;
      say(() -> "node " + number + " goes on");
    }

    private void others() {
      step();
      nodes.stream().filter(node -> node != this && node.standsStill == 0).forEach(Node::work);
    }

    void setClock() {
      Duration jump = Duration.ofSeconds(random.nextInt(random.nextBoolean() ? 60 : 7200));
      if (wallIsSet) {
        clock.setWall(random.nextBoolean() ? jump : jump.negated());
      } else {
        // All others sleep too, or leases and polls would have no meaning.
        jump = jump.dividedBy(60);
        clock.suspend(jump);
        FeedSimulation.this.clock.advance(jump);
      }
    }

    /** Steps of the feed that are due. */
    void work() {
      Wire mine = wire;
      SimScheduler its = scheduler;
      ProviderState outer = mine.state();
      try {
        for (int task = 0; task < 4 && mine.isAlive() && its.runOne(); task++) {
          look();
        }
      } catch (Crash crash) {
        died(mine);
      } finally {
        mine.restore(outer);
      }
    }

    void receive(String message) {
      Wire mine = wire;
      try {
        var unused = process.receive(message);
        say(() -> "node " + number + " took webhook of event " + message);
        count(Count.WEBHOOKS);
      } catch (Crash crash) {
        died(mine);
      }
    }

    /** A request of an administrator, who hears of a failure and leaves it at that. */
    void remove(MembershipKey key) {
      if (!busy.add(key)) {
        return;
      }
      Wire mine = wire;
      ProviderState outer = mine.state();
      FeedProcess us = process;
      try {
        new Remover(
                mine.toProvider(IdentityProvider.class, fake),
                membership -> {
                  mine.arriveAtProvider();
                  if (random.nextInt(4) == 0) {
                    refuse(membership);
                  }
                  removed(membership);
                  mine.arriveAtProvider();
                },
                database.over(mine).memberships(),
                () -> us.invalidate(key))
            .remove(key, new RemovalId("r" + counts.getOrDefault(Count.REMOVALS, 0L)));
      } catch (ProviderException | StoreException e) {
        // The outcome is unknown: the intent stands until somebody finishes it.
      } catch (Crash crash) {
        died(mine);
      } finally {
        mine.restore(outer);
        done(mine, key);
      }
    }

    /** Somebody else was quicker, and all of it is known by the time when we are refused. */
    private void refuse(Membership membership) {
      if (random.nextBoolean()) {
        removed(membership);
        points.pause(12, Duration.ofMillis(700), this::others);
      }
      throw new ProviderException.Rejected("not now");
    }

    void check(MembershipKey key, Freshness freshness) {
      // Another request for the same key would join the look-up that waits beneath this one.
      if (!busy.add(key)) {
        return;
      }
      Instant start = FeedSimulation.this.clock.instant();
      long disturbances = points.disturbances();
      Wire mine = wire;
      ProviderState outer = mine.state();
      int calls = mine.calls();
      try {
        EvidenceResult answer = process.read(key, freshness);
        if (!mine.isAlive()) {
          died(mine);
          return;
        }
        Instant end = FeedSimulation.this.clock.instant();
        boolean disturbed = points.disturbances() != disturbances || end.isBefore(cutUntil);
        Question asked = new Question(key, freshness, start, end, mine.state(), disturbed);
        say(() -> "node " + number + " " + freshness + " of " + key + ": " + answer);
        specification
            .broken(asked, answer)
            .filter(law -> !(law.equals("bounded staleness") && isToldLate(asked)))
            .filter(law -> !(law.equals("no wrongful denial") && isSettling(asked)))
            .ifPresent(law -> breaks(law, key));
        if (answer instanceof EvidenceResult.Known) {
          count(Count.ANSWERS);
        }
        if (mine.calls() == calls && freshness.bound().equals(Duration.ofSeconds(12))) {
          count(Count.ANSWERED_BY_FEED);
        }
      } catch (Crash crash) {
        died(mine);
      } finally {
        mine.restore(outer);
        done(mine, key);
      }
    }

    private void done(Wire mine, MembershipKey key) {
      if (wire == mine) {
        busy.remove(key);
      }
    }

    private void died(Wire mine) {
      if (wire == mine) {
        restart();
      }
    }
  }
}
