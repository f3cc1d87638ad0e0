package dev.muster.proof.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.feed.FeedSettings;
import dev.muster.feed.FeedStatus;
import dev.muster.membership.Freshness;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedStore;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Up to when the mirror and the memories are proven to follow, and what that is good for. */
@Tag("MEM-10")
@Tag("FEED-8")
class FeedPositionTest {
  private final FeedStage stage = new FeedStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_hundred_thousand_warm_requests_of_a_healthy_feed_ask_the_provider_nothing() {
    Muster node = stage.node();
    stage.settle();
    assertThat(stage.isGranted(node)).isTrue();
    Map<Operation, Long> before = stage.calls();

    long granted = 0;
    for (int second = 0; second < 1_000; second++) {
      stage.pass(FeedStage.SECOND);
      for (int request = 0; request < 100; request++) {
        granted += stage.isGranted(node) ? 1 : 0;
      }
    }

    assertThat(granted).isEqualTo(100_000);
    Map<Operation, Long> since = stage.calls();
    since.replaceAll((operation, calls) -> calls - before.get(operation));
    // A poll every two seconds, and a stretch again with each thirtieth.
    assertThat(since.remove(Operation.LIST_EVENTS)).isBetween(500L, 520L);
    assertThat(since.values()).containsOnly(0L);
  }

  @Test
  void the_mirror_answers_a_node_that_remembers_nothing_and_asks_the_provider_nothing() {
    Muster first = stage.node();
    stage.settle();
    Muster second = stage.idle();

    assertThat(stage.isGranted(second)).isTrue();

    assertThat(stage.asked()).isZero();
    assertThat(stage.isGranted(first)).isTrue();
  }

  @Test
  void there_is_no_position_before_everything_was_walked() {
    stage.node();
    stage.provider.faults().down();
    stage.pass(FeedStage.SECOND);
    stage.provider.faults().up();
    assertThat(stage.store.status(FeedStage.FAKE).feed().position()).isNull();

    stage.settle();

    FeedStatus status = FeedStage.feed(stage.node()).status();
    assertThat(status.position()).isNotNull();
    assertThat(status.age()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
  }

  @Test
  void live_is_not_served_by_the_feed_and_the_named_freshness_is() {
    stage.freshness = Freshness.live();
    Muster node = stage.node();
    stage.settle();

    assertThat(stage.isGranted(node)).isTrue();
    assertThat(stage.asked()).isEqualTo(1);

    stage.freshness = Freshness.followed(Duration.ofSeconds(15));
    Muster followed = stage.node();
    stage.pass(FeedStage.SECOND);
    assertThat(stage.isGranted(followed)).isTrue();
    assertThat(stage.asked()).isEqualTo(1);
  }

  @Test
  void a_position_that_lags_beyond_the_bound_makes_checks_ask_the_provider_by_themselves() {
    Muster node = stage.node();
    stage.settle();
    assertThat(stage.isGranted(node)).isTrue();
    long asked = stage.asked();

    stage.paused.add(node);
    stage.pass(Duration.ofSeconds(14));

    assertThat(stage.isGranted(node)).isTrue();
    assertThat(stage.asked()).isEqualTo(asked + 1);
  }

  @Test
  void a_removal_in_the_dashboard_is_never_granted_for_longer_than_the_bound() {
    assertThat(wronglyGranted()).isZero();
  }

  @Test
  void a_position_without_a_delay_allowed_for_would_be() {
    stage.settings = FeedSettings.standard().withAllowance(Duration.ZERO);
    stage.freshness = Freshness.within(Duration.ofSeconds(4));
    assertThat(wronglyGranted()).isPositive();
  }

  @Test
  void a_position_proven_by_a_page_that_was_not_the_last_would_be() {
    stage.events = FeedPositionTest::alwaysLast;
    stage.settings = FeedSettings.standard().withPage(1);
    assertThat(wronglyGranted()).isPositive();
  }

  @Test
  void a_position_written_before_its_events_would_be() {
    stage.decorated = true;
    stage.feedStore = FeedPositionTest::positionFirst;
    assertThat(wronglyGranted()).isPositive();
  }

  @Test
  void a_position_read_without_the_log_would_be() {
    stage.decorated = true;
    stage.changeLog = FeedPositionTest::withoutEntries;
    assertThat(wronglyGranted()).isPositive();
  }

  /**
   * How often a removed member was granted later than the bound allows. The removal is seen 8
   * seconds late, and after many others.
   */
  private long wronglyGranted() {
    Muster leader = stage.node();
    Muster other = stage.node();
    stage.settle();
    stage.pass(Duration.ofMinutes(1));
    assertThat(stage.isGranted(leader)).isTrue();
    assertThat(stage.isGranted(other)).isTrue();
    for (int i = 0; i < 40; i++) {
      UserId one = stage.provider.dashboard().createUser("u" + i + "@example.com").id();
      stage.provider.dashboard().join(stage.acme, one, FeedStage.MEMBER);
    }
    stage.provider.faults().lateEvents(Duration.ofSeconds(8), 1);
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    Instant removed = stage.clock.instant();
    long wrong = 0;
    for (int step = 0; step < 300; step++) {
      stage.pass(Duration.ofMillis(100));
      boolean tooLate =
          Duration.between(removed, stage.clock.instant()).compareTo(stage.freshness.bound()) > 0;
      boolean first = stage.isGranted(leader);
      boolean second = stage.isGranted(other);
      wrong += tooLate && (first || second) ? 1 : 0;
    }
    return wrong;
  }

  private static EventSource alwaysLast(EventSource events) {
    return Instead.of(
        EventSource.class,
        events,
        (name, answer) -> {
          if (!name.equals("after")) {
            return answer;
          }
          Optional<?> page = (Optional<?>) answer;
          return page.map(
              one -> {
                EventSource.Page of = (EventSource.Page) one;
                return new EventSource.Page(of.events(), of.next(), true);
              });
        });
  }

  private static ChangeLog withoutEntries(ChangeLog log) {
    return Instead.of(
        ChangeLog.class,
        log,
        (name, answer) ->
            answer instanceof ChangeLog.Slice of
                ? new ChangeLog.Slice(
                    List.of(), of.last(), of.complete(), of.gap(), of.position(), of.storeTime())
                : answer);
  }

  /** Moves the position at once, and applies the events when the next page comes. */
  private static FeedStore positionFirst(FeedStore store) {
    FeedStore.Batch[] held = new FeedStore.Batch[1];
    return Instead.calls(
        FeedStore.class,
        (method, arguments) -> {
          if (method.getName().equals("apply")) {
            FeedStore.Batch batch = (FeedStore.Batch) arguments[2];
            List<ProviderEvent> before = held[0] == null ? List.of() : held[0].events();
            if (!batch.events().isEmpty()) {
              held[0] = batch;
            }
            arguments[2] =
                new FeedStore.Batch(
                    batch.from(),
                    batch.to(),
                    batch.events().isEmpty() ? List.of() : before,
                    batch.provenAsOf());
          }
          return Instead.call(method, store, arguments);
        });
  }
}
