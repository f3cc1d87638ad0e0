package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.feed.FeedSettings;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.gateway.Patience;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Measures how long after a removal another node denies, on PostgreSQL with the standard settings:
 * a program, and no test of a time. {@code -Dtest=FeedDelays} runs it, for as many removals as
 * {@code -Dmuster.measure.removals} says, or 1,000.
 */
class FeedDelays {
  private static final int REMOVALS = Integer.getInteger("muster.measure.removals", 1000);
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final TestDatabase database = Engine.POSTGRESQL.installed();
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("measured"))
          .profile(ProviderProfile.WORKOS)
          .clock(InstantSource.system())
          .build();
  private final OrganizationId organization = provider.dashboard().createOrganization("Acme").id();
  private final List<UserId> members = new ArrayList<>();
  private final List<AutoCloseable> closing = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable open : closing) {
      open.close();
    }
    database.close();
  }

  @Test
  void removed_through_muster_with_notify() throws Exception {
    through(true, "removed through Muster, NOTIFY");
  }

  @Test
  void removed_through_muster_with_the_log_alone() throws Exception {
    through(false, "removed through Muster, log every second");
  }

  @Test
  void removed_at_the_provider() throws Exception {
    Muster here = node(true);
    Muster there = node(true);
    follow(here);
    measure(
        "removed at the provider, poll every 2 seconds",
        there,
        user -> provider.dashboard().remove(organization, user));
  }

  private void through(boolean notifies, String what) throws Exception {
    UserId admin = provider.dashboard().createUser("admin@example.org").id();
    provider.dashboard().join(organization, admin, new RoleSlug("admin"));
    Muster here = node(notifies);
    Muster there = node(notifies);
    follow(here);
    measure(
        what,
        there,
        user -> {
          Pass pass =
              here.require(
                  AccessCheck.of(here.vouchedByHost(admin), Requirement.member())
                      .in(organization.value()));
          assertThat(here.lifecycle().orElseThrow().members().remove(pass, user))
              .isInstanceOf(LifecycleResult.Done.class);
        });
  }

  private void measure(String what, Muster there, Consumer<UserId> remove) throws Exception {
    Map<UserId, Long> removedAt = new ConcurrentHashMap<>();
    List<Long> delays = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(1);
    Thread watcher =
        new Thread(
            () -> {
              while (delays.size() < members.size() && !Thread.currentThread().isInterrupted()) {
                for (Iterator<Map.Entry<UserId, Long>> it = removedAt.entrySet().iterator();
                    it.hasNext(); ) {
                  Map.Entry<UserId, Long> one = it.next();
                  if (!isMember(there, one.getKey())) {
                    delays.add(System.nanoTime() - one.getValue());
                    it.remove();
                  }
                }
                LockSupport.parkNanos(100_000);
              }
              all.countDown();
            });
    watcher.setDaemon(true);
    watcher.start();
    CountDownLatch never = new CountDownLatch(1);
    for (UserId user : members) {
      assertThat(isMember(there, user)).isTrue();
      remove.accept(user);
      removedAt.put(user, System.nanoTime());
      var unused = never.await(7 + user.value().hashCode() % 7, TimeUnit.MILLISECONDS);
    }
    assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
    watcher.interrupt();
    List<Double> sorted = delays.stream().sorted().map(nanos -> nanos / 1e6).toList();
    System.out.printf(
        "%s: %d removals, denied on another node after p50 %.1f ms, p90 %.1f, p99 %.1f, most %.1f%n",
        what,
        sorted.size(),
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 9 / 10),
        sorted.get(sorted.size() * 99 / 100),
        sorted.get(sorted.size() - 1));
  }

  private boolean isMember(Muster there, UserId user) {
    return there.check(there.vouchedByHost(user), organization.value(), Requirement.member())
        instanceof Decision.Granted;
  }

  private Muster node(boolean notifies) {
    while (members.size() < REMOVALS) {
      UserId user = provider.dashboard().createUser("user" + members.size() + "@example.org").id();
      provider.dashboard().join(organization, user, MEMBER);
      members.add(user);
    }
    DataSource own = database.pooledSession("&ApplicationName=node");
    MusterBuilder builder =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").role("member").build())
            .deadline(Patience.LONG)
            .memberships(JdbiMembershipStore.on(own))
            .directory(JdbiDirectoryStore.on(own))
            .freshness(Freshness.within(Duration.ofMinutes(5)))
            .lifecycle(provider, provider, LifecyclePolicy.builder(new Role("admin")).build())
            .changes(JdbiChangeStore.on(own))
            .eventFeed(JdbiFeedStore.on(own), FeedSettings.standard())
            .events(provider.eventSource())
            .walks(JdbiWalkStore.on(own), provider.directoryWalk());
    builder =
        notifies
            ? builder.changeLog(
                JdbiChangeLog.on(own), PostgresBus.on(ChaosNode.listening(database)))
            : builder.changeLog(JdbiChangeLog.on(own));
    Muster muster = builder.build();
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    AutoCloseable running = muster.eventFeed().orElseThrow().run(scheduler);
    closing.add(running);
    closing.add(scheduler::shutdownNow);
    closing.add(muster);
    return muster;
  }

  private void follow(Muster node) throws InterruptedException {
    BooleanSupplier proven = () -> node.eventFeed().orElseThrow().status().position() != null;
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 6000 && !proven.getAsBoolean(); i++) {
      var unused = never.await(20, TimeUnit.MILLISECONDS);
    }
    assertThat(proven.getAsBoolean()).isTrue();
  }
}
