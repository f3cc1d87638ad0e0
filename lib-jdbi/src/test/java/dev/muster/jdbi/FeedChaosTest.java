package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.feed.FeedEvent;
import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.store.FeedPosition;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three nodes on one PostgreSQL, and a provider under load: leaders die in the middle of a batch,
 * LISTEN connections are cut, events come late, twice and in another order. {@code
 * -Dmuster.chaos.kills} sets how often.
 */
@Tag("once")
@Tag("FEED-1")
@Tag("FEED-2")
@Tag("FEED-8")
@Tag("MEM-10")
@Timeout(400)
class FeedChaosTest {
  private static final int KILLS = Integer.getInteger("muster.chaos.kills", 3);
  private static final int NODES = 3;

  private final TestDatabase database = Engine.POSTGRESQL.installed();
  private final ChaosProvider provider = new ChaosProvider(20261121, 4, 10);
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private final List<ChaosNode> nodes = new CopyOnWriteArrayList<>();
  private final List<ChaosNode> all = new CopyOnWriteArrayList<>();
  private final ExecutorService load = Executors.newFixedThreadPool(3);
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void close() {
    over.countDown();
    load.shutdownNow();
    all.forEach(ChaosNode::release);
    database.close();
  }

  @Test
  void whoever_dies_in_whatever_batch_the_mirror_follows_and_no_node_lets_in_who_is_gone()
      throws InterruptedException {
    for (int i = 0; i < NODES; i++) {
      startNode();
    }
    until("the first position", () -> positionNow().isPresent());
    load.execute(this::changes);
    load.execute(() -> checks(1));
    load.execute(() -> checks(2));
    for (int kill = 0; kill < KILLS; kill++) {
      killLeader(kill % 2 == 0 ? "muster_log" : "commit");
      Optional<Instant> before = positionNow();
      count("LISTEN connections cut", cutListeners());
      until("the feed goes on", () -> isBehind(before, positionNow()));
    }
    over.countDown();
    load.shutdown();
    assertThat(load.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(broken).isEmpty();
    until("all events are seen", provider::isQuiet);
    until("the mirror is what the provider is", this::mirrorIsRight);
    for (ChaosNode node : nodes) {
      until("a node answers as the provider would", () -> answersRight(node));
    }
    count("provider events", (int) provider.events());
    System.out.println("feed chaos: " + new java.util.TreeMap<>(counts));
    assertThat(counts.get("leaders killed in a batch").get()).isEqualTo(KILLS);
  }

  /** A feed that is never through its pages has no position: what is too much for it waits. */
  private void changes() {
    while (!isOver(20)) {
      Instant longAgo = Instant.now().minusSeconds(10);
      if (positionNow().filter(longAgo::isBefore).isPresent()) {
        provider.act();
      }
    }
  }

  private void checks(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    while (!isOver(1)) {
      ChaosNode node = nodes.get(random.nextInt(nodes.size()));
      for (int i = 0; i < 20; i++) {
        check(node, provider.anyKey(random.nextInt()));
      }
    }
  }

  private void check(ChaosNode node, MembershipKey key) {
    long before = System.nanoTime();
    Decision decision = decide(node, key);
    long after = System.nanoTime();
    long oldest = before - ChaosNode.BOUND.plus(ChaosProvider.EXCESS).toNanos();
    if (decision instanceof Decision.Granted) {
      count("granted", 1);
      if (!provider.wasMember(key, oldest, after)) {
        broken.add(key + " was let in after " + decision);
      }
    } else {
      count(decision instanceof Decision.Denied ? "denied" : "undecided", 1);
    }
  }

  private static Decision decide(ChaosNode node, MembershipKey key) {
    return node.muster()
        .check(
            node.muster().vouchedByHost(key.user()),
            key.organization().value(),
            Requirement.member());
  }

  private void killLeader(String at) throws InterruptedException {
    ChaosNode leader = leader();
    CountDownLatch killed = new CountDownLatch(1);
    leader.killAt(
        at,
        () -> {
          // In this very moment, and nothing is given back.
          nodes.remove(leader);
          killed.countDown();
        });
    assertThat(killed.await(60, TimeUnit.SECONDS)).as("a batch of the leader's").isTrue();
    leader.drop();
    count("leaders killed in a batch", 1);
    startNode();
  }

  private void startNode() {
    ChaosNode node = new ChaosNode(database, provider, this::heard);
    all.add(node);
    nodes.add(node);
  }

  private ChaosNode leader() throws InterruptedException {
    List<ChaosNode> found = new ArrayList<>();
    until(
        "a leader",
        () -> {
          nodes.stream().filter(node -> node.feed().status().leading()).forEach(found::add);
          return !found.isEmpty();
        });
    return found.get(0);
  }

  private int cutListeners() {
    return database
        .column(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                + " current_database() and application_name = 'listener'")
        .size();
  }

  private static boolean isBehind(Optional<Instant> before, Optional<Instant> now) {
    return now.isPresent() && (before.isEmpty() || now.get().isAfter(before.get().plusSeconds(1)));
  }

  private Optional<Instant> positionNow() {
    return Optional.ofNullable(nodes.get(0).feed().status().position()).map(FeedPosition::asOf);
  }

  private boolean mirrorIsRight() {
    MembershipStore mirror = JdbiMembershipStore.on(database.dataSource());
    return provider.keys().stream()
        .allMatch(
            key -> {
              Optional<Membership> held =
                  mirror.find(key).entry() instanceof MirrorEntry.Present present
                      ? Optional.of(present.membership())
                      : Optional.empty();
              return held.map(Membership::roles).equals(provider.there(key).map(Membership::roles));
            });
  }

  private boolean answersRight(ChaosNode node) {
    return provider.keys().stream()
        .allMatch(
            key ->
                provider.there(key).isPresent() == (decide(node, key) instanceof Decision.Granted));
  }

  private void heard(FeedEvent event) {
    count(event.getClass().getSimpleName(), 1);
  }

  private void count(String what, int times) {
    counts.computeIfAbsent(what, w -> new AtomicLong()).addAndGet(times);
  }

  private boolean isOver(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      var unused = never.await(20, TimeUnit.MILLISECONDS);
    }
  }
}
