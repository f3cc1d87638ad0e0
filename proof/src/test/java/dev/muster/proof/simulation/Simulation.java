package dev.muster.proof.simulation;

import dev.muster.membership.EvidenceResult;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RemovalId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.simulation.Points.Crash;
import dev.muster.proof.simulation.Specification.ProviderState;
import dev.muster.proof.simulation.Specification.Question;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException;
import dev.muster.store.MembershipStore;
import dev.muster.store.RemovalStep;
import dev.muster.store.StoreException;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * One run from one seed. Single-threaded: where a node waits, others do whole steps, so that an
 * answer can be overtaken by anything. The same seed replays exactly.
 */
final class Simulation {
  static final Duration NEGATIVE_BOUND = Duration.ofSeconds(5);
  static final Duration GRACE = Duration.ofSeconds(20);

  private static final int NODES = 3;
  private static final int STEPS = 120;
  private static final List<Freshness> BOUNDS =
      List.of(
          Freshness.live(),
          Freshness.within(Duration.ofSeconds(1)),
          Freshness.within(Duration.ofSeconds(10)),
          Freshness.within(Duration.ofMinutes(1)));

  private final SplittableRandom random;
  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("sim")).clock(clock).build();
  private final FakeDashboard dashboard = fake.dashboard();
  private final Facts facts = new Facts();
  private final Specification specification = new Specification(facts, NEGATIVE_BOUND, GRACE);
  private final MirrorLaws mirrorLaws = new MirrorLaws();
  private final Points points;
  private final MembershipStore mirror;
  private final Nodes.Kind kind;
  private final List<MembershipKey> keys = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<MembershipKey> removing = new HashSet<>();
  private final Map<String, String> broken = new LinkedHashMap<>();
  private int answers;
  private int crashes;
  private int removals;

  Simulation(long seed, Nodes.Kind kind, Function<InstantSource, MembershipStore> mirror) {
    this.random = new SplittableRandom(seed);
    this.points = new Points(random, clock, this::step);
    this.mirror = new WatchedMirror(mirror.apply(clock), this::taken);
    this.kind = kind;
    for (int i = 0; i < NODES; i++) {
      nodes.add(new Node());
    }
    List<UserId> users =
        List.of(
            dashboard.createUser("a@example.org").id(), dashboard.createUser("b@example.org").id());
    for (String name : List.of("Acme", "Globex")) {
      var organization = dashboard.createOrganization(name).id();
      users.forEach(user -> keys.add(new MembershipKey(fake.instance(), organization, user)));
    }
  }

  /** Runs to the end. */
  Simulation run() {
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    points.calmDown();
    Set.copyOf(removing).forEach(nodes.get(0)::remove);
    for (Node node : nodes) {
      node.clock.setWall(Duration.ZERO);
      for (MembershipKey key : keys) {
        // Longer than a tombstone needs to settle.
        clock.advance(Duration.ofSeconds(30));
        boolean truth = facts.isActive(key, clock.instant());
        boolean right =
            node.process
                .read(key, Freshness.live())
                .fold(known -> known.isMember() == truth, f -> false);
        if (!right) {
          breaks("recovers", key);
        }
      }
    }
    return this;
  }

  /** The laws that were broken, each with where it first was. */
  Map<String, String> broken() {
    return broken;
  }

  int answers() {
    return answers;
  }

  int crashes() {
    return crashes;
  }

  int removals() {
    return removals;
  }

  private void step() {
    clock.advance(Duration.ofMillis(1));
    Node node = nodes.get(random.nextInt(nodes.size()));
    MembershipKey key = keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5, 6 -> act(key);
      case 7 -> clock.advance(Duration.ofSeconds(random.nextInt(90)));
      case 8 -> points.outage(Duration.ofSeconds(random.nextInt(60)));
      case 9 -> node.setClock();
      case 10 -> node.process.invalidate(key);
      case 11 -> node.restart();
      case 12 -> node.remove(key);
      default -> node.check(key, BOUNDS.get(random.nextInt(BOUNDS.size())));
    }
    for (MembershipKey row : keys) {
      mirrorLaws.look(row, mirror.find(row).entry()).ifPresent(law -> breaks(law, row));
    }
  }

  private void act(MembershipKey key) {
    Optional<MembershipStatus> status =
        fake.findMembership(key.organization(), key.user()).map(Membership::status);
    if (status.isEmpty()) {
      dashboard.join(key.organization(), key.user(), new RoleSlug("member"));
    } else if (random.nextBoolean()) {
      dashboard.remove(key.organization(), key.user());
    } else if (status.get() == MembershipStatus.ACTIVE) {
      dashboard.deactivate(key.organization(), key.user());
    } else {
      dashboard.reactivate(key.organization(), key.user());
    }
    note(key);
  }

  /** Our own removals count from their first step on. */
  private void taken(MembershipKey key, RemovalStep step) {
    if (step instanceof RemovalStep.Begin) {
      removing.add(key);
    } else {
      removing.remove(key);
      mirrorLaws.finished(key);
    }
    note(key);
    removals++;
  }

  private void removed(Membership membership) {
    MembershipKey key =
        new MembershipKey(fake.instance(), membership.organization(), membership.user());
    boolean is =
        fake.findMembership(key.organization(), key.user())
            .filter(now -> now.id().equals(membership.id()))
            .isPresent();
    if (is) {
      dashboard.remove(key.organization(), key.user());
      note(key);
    }
  }

  /** Each change of what is true has an instant of its own. */
  private void note(MembershipKey key) {
    clock.advance(Duration.ofMillis(1));
    boolean active =
        fake.findMembership(key.organization(), key.user())
            .filter(Membership::isActive)
            .isPresent();
    facts.add(key, clock.instant(), active && !removing.contains(key));
  }

  private void breaks(String law, MembershipKey key) {
    broken.putIfAbsent(law, key + " at " + clock.instant());
  }

  /** One machine: its clocks go on when its process dies. */
  private final class Node {
    final NodeClock clock = new NodeClock(Simulation.this.clock);
    final Set<MembershipKey> busy = new HashSet<>();
    // Of two clocks one may be wrong: which one is this machine's nature.
    final boolean wallIsSet = nodes.size() % 2 == 0;
    SimProvider provider = new SimProvider(fake, points, Simulation.this::removed);
    Nodes.Answers process = start();

    Nodes.Answers start() {
      provider = new SimProvider(fake, points, Simulation.this::removed);
      return kind.start(provider, new SimStore(mirror, points), clock);
    }

    void restart() {
      if (busy.isEmpty()) {
        process = start();
      }
    }

    /** A request of an administrator, who hears of a failure and leaves it at that. */
    void remove(MembershipKey key) {
      if (!busy.add(key)) {
        return;
      }
      ProviderState outer = provider.state();
      SimProvider mine = provider;
      Nodes.Answers us = process;
      try {
        new Remover(mine, mine::remove, new SimStore(mirror, points), () -> us.invalidate(key))
            .remove(key, new RemovalId("r" + removals));
      } catch (ProviderException | StoreException e) {
        // The outcome is unknown: the intent stands until somebody finishes it.
      } catch (Crash crash) {
        crashes++;
        process = start();
      } finally {
        mine.restore(outer);
        busy.remove(key);
      }
    }

    void setClock() {
      Duration jump = Duration.ofSeconds(random.nextInt(random.nextBoolean() ? 60 : 7200));
      if (wallIsSet) {
        clock.setWall(random.nextBoolean() ? jump : jump.negated());
      } else {
        clock.suspend(jump);
        Simulation.this.clock.advance(jump);
      }
    }

    void check(MembershipKey key, Freshness freshness) {
      // Another request for the same key would join the look-up that waits beneath this one.
      if (!busy.add(key)) {
        return;
      }
      Instant start = Simulation.this.clock.instant();
      long disturbances = points.disturbances();
      SimProvider mine = provider;
      ProviderState outer = mine.state();
      try {
        EvidenceResult answer = process.read(key, freshness);
        Instant end = Simulation.this.clock.instant();
        boolean disturbed = points.disturbances() != disturbances;
        Question asked = new Question(key, freshness, start, end, mine.state(), disturbed);
        specification.broken(asked, answer).ifPresent(law -> breaks(law, key));
        answers += answer.fold(known -> 1, failure -> 0);
      } catch (Crash crash) {
        crashes++;
        process = start();
      } finally {
        mine.restore(outer);
        busy.remove(key);
      }
    }
  }
}
