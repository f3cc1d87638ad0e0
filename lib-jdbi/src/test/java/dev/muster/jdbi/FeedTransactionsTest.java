package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedStore.Applied;
import dev.muster.store.FeedStore.Batch;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.StoreException;
import dev.muster.store.WalkStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contracts do not say: one transaction, whatever fails in it or comes between. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
class FeedTransactionsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static TestDatabase database;

  /** Of each test its own, as they share a database. */
  private final ProviderInstance provider = new ProviderInstance(UUID.randomUUID().toString());

  private final Wire wire = new Wire(database.session(""));
  private final JdbiFeedStore feed = JdbiFeedStore.on(wire.dataSource());
  private final JdbiWalkStore walks = JdbiWalkStore.on(wire.dataSource());
  private final JdbiMembershipStore mirror = JdbiMembershipStore.on(database.dataSource());
  private final JdbiChangeLog log = JdbiChangeLog.on(wire.dataSource());
  private final long end = log.read(provider, ChangeLog.NOTHING, 1).last();
  private final long fence = feed.lead(provider, "node", Duration.ZERO).orElseThrow().fence();
  private final Instant start = feed.status(provider).storeTime();

  FeedTransactionsTest(Engine engine) {}

  @BeforeParameterizedClassInvocation
  static void install(Engine engine) {
    database = engine.installed();
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  private MembershipKey key(int user) {
    return new MembershipKey(provider, new OrganizationId("org_1"), new UserId("user_" + user));
  }

  private Membership member(int user) {
    MembershipKey key = key(user);
    return new Membership(
        new MembershipId("om_" + user),
        key.organization(),
        key.user(),
        MembershipStatus.ACTIVE,
        List.of(),
        Members.CHANGED);
  }

  private Batch batch(ProviderEvent.What... whats) {
    List<ProviderEvent> events =
        Arrays.stream(whats)
            .map(what -> new ProviderEvent(UUID.randomUUID().toString(), start, what))
            .toList();
    return new Batch("c0", "c1", events, start);
  }

  private List<ChangeLog.Entry> entries() {
    return log.read(provider, end, 1_000).entries();
  }

  private WalkStore.Walk walk() {
    return new WalkStore.Walk(
        1, start, WalkStore.Phase.LISTING, null, List.of(), null, null, 1, 1, 0, 0);
  }

  /** At whichever statement it fails, nothing of it is there; then it is done as if never tried. */
  private void wholeOrNothing(Supplier<?> step) {
    Object before = state();
    for (int k = 0; ; k++) {
      wire.failAfter(k);
      try {
        var unused = step.get();
        break;
      } catch (StoreException e) {
        wire.failAfter(-1);
        assertThat(state()).as("failed at statement " + k).isEqualTo(before);
      }
      assertThat(k).isLessThan(40);
    }
    wire.failAfter(-1);
    assertThat(state()).isNotEqualTo(before);
  }

  private List<?> state() {
    return List.of(
        feed.status(provider).feed(),
        walks.find(provider),
        mirror.find(key(1)).entry(),
        mirror.find(key(2)).entry(),
        entries());
  }

  @Test
  @Tag("FEED-1")
  void a_batch_and_its_cursor_are_written_whole_or_not_at_all() {
    feed.begin(provider, fence, "c0", start);
    mirror.record(key(1), new Observation.Seen(member(1), start), 0);
    Batch batch =
        batch(
            new ProviderEvent.MembershipEnded(member(1)),
            new ProviderEvent.MembershipStated(member(2)),
            new ProviderEvent.OrganizationEnded(new OrganizationId("org_9")),
            new ProviderEvent.UserEnded(key(2).user()));
    wholeOrNothing(() -> feed.apply(provider, fence, batch));
    assertThat(feed.status(provider).feed().cursor()).isEqualTo("c1");
    assertThat(mirror.find(key(2)).entry()).isInstanceOf(MirrorEntry.Ended.class);
  }

  @Test
  @Tag("FEED-4")
  void a_webhook_and_the_memory_of_it_are_written_whole_or_not_at_all() {
    ProviderEvent event =
        new ProviderEvent("e", start, new ProviderEvent.MembershipStated(member(1)));
    wholeOrNothing(() -> feed.receive(provider, "message", event));
    assertThat(feed.receive(provider, "message", event)).isEmpty();
  }

  @Test
  @Tag("FEED-5")
  void a_page_of_a_walk_and_how_far_it_is_are_written_whole_or_not_at_all() {
    wholeOrNothing(() -> walks.page(provider, fence, walk(), List.of(member(1), member(2)), start));
    assertThat(walks.find(provider)).contains(walk());
  }

  @Test
  @Tag("FEED-2")
  void a_leader_that_was_paused_until_another_led_writes_nothing() {
    feed.begin(provider, fence, "c0", start);
    JdbiFeedStore other = JdbiFeedStore.on(database.dataSource());
    Batch batch = batch(new ProviderEvent.MembershipStated(member(1)));
    AtomicBoolean paused = new AtomicBoolean();
    wire.onOpen(
        () -> {
          if (paused.compareAndSet(false, true)) {
            assertThat(other.lead(provider, "other", LONG)).isPresent();
          }
        });

    assertThat(feed.apply(provider, fence, batch)).isEmpty();
    assertThat(feed.begin(provider, fence, "c9", start)).isFalse();
    assertThat(feed.walked(provider, fence, 1, start, true)).isFalse();
    assertThat(feed.withdraw(provider, fence, LONG)).isFalse();
    assertThat(feed.followed(provider, fence, 9)).isFalse();

    assertThat(mirror.find(key(1)).entry()).isInstanceOf(MirrorEntry.Unknown.class);
    assertThat(feed.status(provider).feed().cursor()).isEqualTo("c0");
    assertThat(feed.status(provider).feed().generation()).isEqualTo(1);
    assertThat(entries()).isEmpty();
    feed.resign(provider, fence);
    assertThat(feed.status(provider).leader()).isEqualTo("other");
  }

  @Test
  @Tag("FEED-2")
  void a_leadership_waits_for_the_batch_that_is_under_way() {
    feed.begin(provider, fence, "c0", start);
    JdbiFeedStore other = JdbiFeedStore.on(database.session(database.engine().lockTimeout(1_000)));
    AtomicBoolean tried = new AtomicBoolean();
    wire.afterEach(
        sql -> {
          if (sql.contains("muster_membership") && tried.compareAndSet(false, true)) {
            assertThatThrownBy(() -> other.lead(provider, "other", LONG))
                .isInstanceOf(StoreException.class);
          }
        });

    Batch batch = batch(new ProviderEvent.MembershipStated(member(1)));
    assertThat(feed.apply(provider, fence, batch)).isPresent();

    assertThat(tried).isTrue();
    assertThat(other.lead(provider, "other", LONG).orElseThrow().feed().cursor()).isEqualTo("c1");
  }

  @Test
  @Tag("MEM-10")
  void a_read_that_makes_a_member_waits_for_the_end_that_is_under_way() {
    feed.begin(provider, fence, "c0", start);
    JdbiMembershipStore other =
        JdbiMembershipStore.on(database.session(database.engine().lockTimeout(1_000)));
    Observation seen = new Observation.Seen(member(1), mirror.find(key(1)).storeTime());
    AtomicBoolean tried = new AtomicBoolean();
    wire.afterEach(
        sql -> {
          if (sql.contains("muster_membership") && tried.compareAndSet(false, true)) {
            assertThatThrownBy(() -> other.record(key(1), seen, 0))
                .isInstanceOf(StoreException.class);
          }
        });

    Batch batch = batch(new ProviderEvent.UserEnded(key(1).user()));
    assertThat(feed.apply(provider, fence, batch)).isPresent();

    assertThat(tried).isTrue();
    assertThat(other.record(key(1), seen, 0).verdict()).isEqualTo(Verdict.MOVED);
  }

  @Test
  @Tag("FEED-1")
  void a_row_that_another_nodes_webhook_makes_meanwhile_is_met() {
    feed.begin(provider, fence, "c0", start);
    JdbiFeedStore other = JdbiFeedStore.on(database.dataSource());
    ProviderEvent stated =
        new ProviderEvent("e", start, new ProviderEvent.MembershipStated(member(1)));
    AtomicBoolean came = new AtomicBoolean();
    wire.afterEach(
        sql -> {
          if (sql.contains("muster_membership") && came.compareAndSet(false, true)) {
            assertThat(other.receive(provider, "message", stated)).isPresent();
          }
        });
    Batch batch = batch(new ProviderEvent.MembershipEnded(member(1)));

    Applied applied = feed.apply(provider, fence, batch).orElseThrow();

    assertThat(applied.changed()).containsEntry(key(1), 2L);
    assertThat(mirror.find(key(1)).entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(entries()).hasSize(2);
  }

  @Test
  @Tag("FEED-1")
  void a_batch_that_is_rolled_back_for_anothers_sake_is_applied_again() {
    feed.begin(provider, fence, "c0", start);
    wire.deadlock(
        database.engine() == Engine.POSTGRESQL ? "with head" : "update muster_log_head", 2);

    Batch batch = batch(new ProviderEvent.MembershipStated(member(1)));
    assertThat(feed.apply(provider, fence, batch)).isPresent();

    assertThat(entries()).hasSize(1);
  }

  @Test
  @Tag("FEED-1")
  void a_batch_of_many_memberships_costs_as_many_statements_as_one_of_few() {
    feed.begin(provider, fence, "c0", start);
    wire.clear();
    feed.apply(provider, fence, batch(new ProviderEvent.MembershipStated(member(1))));
    int few = wire.sent().size();
    wire.clear();
    ProviderEvent.What[] many = new ProviderEvent.What[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = new ProviderEvent.MembershipStated(member(i + 2));
    }
    Batch next = batch(many);
    assertThat(
            feed.apply(provider, fence, new Batch("c1", "c2", next.events(), null))
                .orElseThrow()
                .changed())
        .hasSize(100);

    assertThat(wire.sent()).hasSize(few).hasSizeLessThan(11);
  }

  @Test
  @Tag("FEED-8")
  void a_read_of_the_log_is_one_statement_position_and_time_included() {
    feed.begin(provider, fence, "c0", start);
    feed.walked(provider, fence, 1, start, true);
    feed.apply(provider, fence, batch(new ProviderEvent.MembershipStated(member(1))));
    wire.clear();

    ChangeLog.Slice slice = log.read(provider, end, 10);

    assertThat(wire.sent()).hasSize(1);
    assertThat(slice.entries()).hasSize(1);
    assertThat(slice.position()).isNotNull();
    wire.clear();
    assertThat(JdbiMembershipStore.on(wire.dataSource()).find(key(1)).position())
        .isEqualTo(slice.position());
    assertThat(wire.sent()).hasSize(1);
  }

  @Test
  @Tag("FEED-8")
  void an_entry_that_is_not_understood_makes_its_reader_forget_everything() {
    mirror.record(key(1), new Observation.Seen(member(1), start), 0);
    mirror.record(key(2), new Observation.Seen(member(2), start), 0);
    database.run(
        "update muster_log set kind = 'NEWER' where user_id = 'user_1' and provider = '"
            + provider.value()
            + "'");

    ChangeLog.Slice slice = log.read(provider, end, 10);

    assertThat(slice.gap()).isTrue();
    assertThat(slice.entries()).hasSize(1);
    assertThat(log.read(provider, slice.last(), 10).gap()).isFalse();
  }

  @Test
  @Tag("FEED-8")
  @Tag("DB-2")
  void what_a_host_writes_in_its_transaction_is_in_the_log_if_that_commits() {
    Jdbi jdbi = Jdbi.create(database.dataSource());
    for (boolean commits : List.of(false, true)) {
      try (Handle handle = jdbi.open()) {
        handle.setTransactionIsolationLevel(TransactionIsolationLevel.READ_COMMITTED);
        handle.begin();
        mirror.joining(handle).record(key(1), new Observation.Seen(member(1), start), 0);
        assertThat(entries()).isEmpty();
        if (commits) {
          handle.commit();
        } else {
          handle.rollback();
        }
      }
      assertThat(entries()).hasSize(commits ? 1 : 0);
    }
  }
}
