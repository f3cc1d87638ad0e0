package dev.muster.proof.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.Muster;
import dev.muster.feed.EventFeed;
import dev.muster.feed.FeedEvent;
import dev.muster.feed.FeedStatus;
import dev.muster.feed.Running;
import dev.muster.provider.EventSource;
import dev.muster.store.ChangeLog;
import dev.muster.store.MirrorEntry;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One node leads, another one takes over, and running can be stopped. */
@Tag("FEED-2")
class FeedLeadershipTest {
  private final FeedStage stage = new FeedStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void of_many_nodes_one_leads_and_says_so() {
    Muster first = stage.node();
    Muster second = stage.node();
    stage.settle();

    FeedStatus leads = FeedStage.feed(first).status();
    FeedStatus follows = FeedStage.feed(second).status();
    assertThat(leads.leading()).isTrue();
    assertThat(leads.lag()).isZero();
    assertThat(leads.lastSuccess()).isAfter(stage.clock.instant().minusSeconds(3));
    assertThat(leads.failures()).isZero();
    assertThat(follows.leading()).isFalse();
    assertThat(follows.leader()).isEqualTo(leads.leader()).isNotNull();
    assertThat(follows.position()).isEqualTo(leads.position());
    assertThat(stage.told(FeedEvent.Leading.class))
        .containsExactly(new FeedEvent.Leading(FeedStage.FAKE, true));
  }

  @Test
  void another_node_leads_within_the_lease_and_the_first_one_comes_back_as_a_follower() {
    Muster first = stage.node();
    Muster second = stage.node();
    stage.settle();

    stage.paused.add(first);
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(Duration.ofSeconds(15));
    assertThat(FeedStage.feed(second).status().leading()).isTrue();
    stage.pass(Duration.ofSeconds(1));
    assertThat(stage.mirror.find(stage.key).entry()).isInstanceOf(MirrorEntry.Ended.class);

    stage.paused.remove(first);
    stage.pass(Duration.ofSeconds(1));
    assertThat(FeedStage.feed(first).status().leading()).isFalse();
    assertThat(stage.told(FeedEvent.CursorLost.class)).isEmpty();
  }

  @Test
  void a_leader_that_slept_in_the_middle_of_a_poll_writes_nothing_any_more() {
    Muster[] nodes = new Muster[2];
    boolean[] sleeps = new boolean[1];
    stage.events =
        events ->
            Instead.calls(
                EventSource.class,
                (method, arguments) -> {
                  Object answer = Instead.call(method, events, arguments);
                  if (method.getName().equals("after") && sleeps[0]) {
                    sleeps[0] = false;
                    stage.paused.add(nodes[0]);
                    stage.provider.dashboard().setRoles(stage.acme, stage.ann, FeedStage.MEMBER);
                    stage.pass(Duration.ofSeconds(20));
                    stage.paused.remove(nodes[0]);
                  }
                  return answer;
                });
    nodes[0] = stage.node();
    nodes[1] = stage.node();
    stage.settle();
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.provider.dashboard().join(stage.acme, stage.ann, FeedStage.ADMIN);
    sleeps[0] = true;
    stage.pass(Duration.ofSeconds(4));

    assertThat(FeedStage.feed(nodes[1]).status().leading()).isTrue();
    stage.pass(Duration.ofSeconds(4));
    MirrorEntry.Present present = (MirrorEntry.Present) stage.mirror.find(stage.key).entry();
    assertThat(present.membership().roles()).containsExactly(FeedStage.MEMBER);
    assertThat(stage.roles.find(stage.key).orElseThrow().value()).isEqualTo("member");
  }

  @Test
  @Tag("FEED-1")
  void no_event_is_lost_whoever_sleeps_and_wakes() {
    Muster[] nodes = {stage.node(), stage.node(), stage.node()};
    stage.settle();
    Random random = new Random(9);
    boolean admin = true;
    for (int round = 0; round < 60; round++) {
      Muster one = nodes[random.nextInt(nodes.length)];
      if (!stage.paused.remove(one)) {
        stage.paused.add(one);
      }
      admin = !admin;
      stage
          .provider
          .dashboard()
          .setRoles(stage.acme, stage.ann, admin ? FeedStage.ADMIN : FeedStage.MEMBER);
      stage.pass(Duration.ofSeconds(random.nextInt(20)));
    }
    stage.paused.clear();
    stage.settle();

    MirrorEntry.Present present = (MirrorEntry.Present) stage.mirror.find(stage.key).entry();
    assertThat(present.membership().roles())
        .containsExactly(admin ? FeedStage.ADMIN : FeedStage.MEMBER);
    assertThat(stage.told(FeedEvent.CursorLost.class)).isEmpty();
    assertThat(stage.told(FeedEvent.FeedLate.class)).isEmpty();
  }

  @Test
  void closing_stops_at_once_leaves_no_task_and_gives_the_leadership_back() {
    Muster first = stage.idle();
    EventFeed feed = FeedStage.feed(first);
    Running running = feed.run(stage.scheduler(first));
    assertThatIllegalStateException().isThrownBy(() -> feed.run(stage.scheduler(first)));
    stage.settle();
    assertThat(stage.time.waiting()).isEqualTo(2);

    running.close();
    running.close();

    assertThat(stage.time.waiting()).isZero();
    assertThat(stage.store.status(FeedStage.FAKE).leader()).isNull();
    try (Running again = feed.run(stage.scheduler(first))) {
      assertThat(again).isNotNull();
      stage.pass(FeedStage.SECOND);
      assertThat(feed.status().leading()).isTrue();
    }
    first.close();
    assertThat(stage.time.waiting()).isZero();
  }

  @Test
  @Tag("FEED-8")
  void a_crowd_of_wakes_is_one_look_at_the_log() {
    FeedNodesTest.HandBus bus = new FeedNodesTest.HandBus();
    int[] reads = new int[1];
    stage.decorated = true;
    stage.changeLog =
        log ->
            Instead.of(
                ChangeLog.class,
                log,
                (method, answer) -> {
                  reads[0] += method.equals("read") ? 1 : 0;
                  return answer;
                });
    stage.settings = stage.settings.withoutLeading();
    stage.more = builder -> builder.changeLog(stage.changeLog.apply(stage.log), bus);
    stage.node();
    stage.pass(FeedStage.SECOND);
    int before = reads[0];

    for (int i = 0; i < 100; i++) {
      bus.wake();
    }
    stage.pass(Duration.ZERO);

    assertThat(reads[0]).isEqualTo(before + 1);
    assertThat(stage.time.waiting()).isEqualTo(1);
  }
}
