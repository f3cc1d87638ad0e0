package dev.muster.role;

import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Evidence;
import dev.muster.membership.Evidence.Before;
import dev.muster.membership.HandClock;
import dev.muster.membership.Moment;
import dev.muster.membership.TestEvidence;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two words about one member, of which the older one hangs in the database. */
class RoleTurnsTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HangingRoles store = new HangingRoles();
  private final Evidence older = word(new Before(false, false, false, List.of()), "admin");
  private final Evidence newer =
      word(new Before(true, true, true, List.of(new RoleSlug("admin"))), "member");

  private Evidence word(@Nullable Before before, String slug) {
    clock.advance(Duration.ofMillis(1));
    return TestEvidence.after(before, ann(MembershipStatus.ACTIVE, 1, slug), timeline.now());
  }

  private RoleSynchronizer node() {
    return new RoleSynchronizer(
        RoleMap.builder().role("admin").role("member").build(),
        RolePolicies.of(UnknownRolePolicy.keep()),
        store,
        timeline,
        new BoundedCalls(threads, timeline, DEADLINE),
        100,
        event -> {});
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  @Tag("ROLE-2")
  void a_newer_word_waits_for_the_older_one_and_stands_at_the_end() throws InterruptedException {
    RoleSynchronizer node = node();
    begin(node, older);
    store.hangs.await();
    begin(node, newer);
    store.goesOn.countDown();
    assertThat(atTheEnd(2)).contains(new Role("member"));
  }

  @Test
  @Tag("ROLE-2")
  void control_without_turns_the_older_word_stands_at_the_end() throws InterruptedException {
    begin(node(), older);
    store.hangs.await();
    begin(node(), newer);
    store.written(1);
    store.goesOn.countDown();
    assertThat(atTheEnd(2)).contains(new Role("admin"));
  }

  @Test
  @Tag("MEM-11")
  void who_waits_for_a_turn_waits_until_the_deadline_at_most() throws InterruptedException {
    RoleSynchronizer node = node();
    begin(node, older);
    store.hangs.await();
    assertThat(node.synchronize(newer, longAgo())).isInstanceOf(RoleResult.Failed.class);
  }

  @Test
  @Tag("ROLE-2")
  void the_same_word_as_before_does_not_overtake_another_one_that_hangs()
      throws InterruptedException {
    RoleSynchronizer node = node();
    store.first.set(false);
    begin(node, word(new Before(false, false, false, List.of()), "member"));
    store.written(1);
    store.first.set(true);
    begin(node, word(was("member"), "admin"));
    store.hangs.await();
    begin(node, word(was("admin"), "member"));
    store.goesOn.countDown();
    assertThat(atTheEnd(3)).contains(new Role("member"));
  }

  @Test
  @Tag("MEM-11")
  void a_statement_that_hangs_for_too_long_keeps_nobody_out() throws InterruptedException {
    RoleSynchronizer node = node();
    begin(node, older);
    store.hangs.await();
    clock.advance(DEADLINE.multipliedBy(2));
    Evidence now = word(was("admin"), "member");
    assertThat(node.synchronize(now, timeline.now()))
        .isEqualTo(new RoleResult.Settled(new Role("member")));
    assertThat(store.find(now.key())).contains(new Role("member"));
  }

  @Test
  @Tag("MEM-11")
  void of_many_words_that_wait_only_the_newest_is_written() throws InterruptedException {
    RoleSynchronizer node = node();
    begin(node, older);
    store.hangs.await();
    for (int i = 0; i < 1_000; i++) {
      begin(node, word(was("admin"), i % 2 == 0 ? "admin" : "member"));
    }
    store.goesOn.countDown();
    assertThat(atTheEnd(2)).contains(new Role("member"));
  }

  private static Before was(String slug) {
    return new Before(true, true, true, List.of(new RoleSlug(slug)));
  }

  /** A caller whose deadline is over: its synchronisation begins, or is queued, all the same. */
  private void begin(RoleSynchronizer node, Evidence evidence) {
    var unused = node.synchronize(evidence, longAgo());
  }

  private Moment longAgo() {
    return timeline.now().minus(DEADLINE);
  }

  private Optional<Role> atTheEnd(int writes) throws InterruptedException {
    store.written(writes);
    return store.find(older.key());
  }

  /** A role store whose first write hangs, and which tells how many were made. */
  private static final class HangingRoles implements RoleStore {
    private final InMemoryRoleStore inner = new InMemoryRoleStore();
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final List<CountDownLatch> written =
        List.of(new CountDownLatch(1), new CountDownLatch(2), new CountDownLatch(3));
    final CountDownLatch hangs = new CountDownLatch(1);
    final CountDownLatch goesOn = new CountDownLatch(1);

    void written(int writes) throws InterruptedException {
      assertThat(written.get(writes - 1).await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Override
    public Optional<Role> find(MembershipKey key) {
      return inner.find(key);
    }

    @Override
    public boolean swap(MembershipKey key, Change change) {
      if (first.getAndSet(false)) {
        hangs.countDown();
        try {
          goesOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      boolean swapped = inner.swap(key, change);
      if (swapped) {
        written.forEach(CountDownLatch::countDown);
      }
      return swapped;
    }

    @Override
    public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
      return inner.list(provider, organization);
    }
  }
}
