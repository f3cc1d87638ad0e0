package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ProviderInstance;
import dev.muster.store.FeedStore.Batch;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.FeedStore.Leadership;
import dev.muster.store.FeedStore.Status;
import dev.muster.store.MirrorEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who leads a feed, and whose writes count. */
abstract class FeedLeadsThroughStore extends FeedSteps {
  @Test
  @Tag("FEED-2")
  void one_node_leads_at_a_time() {
    long fence = lead("one");

    assertThat(feed.lead(provider, "two", LONG)).isEmpty();

    Status status = feed.status(provider);
    assertThat(status.leader()).isEqualTo("one");
    assertThat(status.leaseUntil()).isAfter(status.storeTime());
    assertThat(feed.begin(provider, fence, null, at(0))).isTrue();
  }

  @Test
  @Tag("FEED-2")
  void a_leader_that_goes_on_keeps_its_fence() {
    long fence = lead("one");

    assertThat(lead("one")).isEqualTo(fence);
  }

  @Test
  @Tag("FEED-2")
  void each_leader_has_a_greater_fence_than_the_one_before() {
    long first = feed.lead(provider, "one", Duration.ZERO).orElseThrow().fence();
    long second = feed.lead(provider, "two", Duration.ZERO).orElseThrow().fence();

    assertThat(second).isGreaterThan(first);
    assertThat(lead("one")).isGreaterThan(second);
  }

  @Test
  @Tag("FEED-2")
  void a_leader_whose_time_is_over_leads_no_more() {
    var unused = feed.lead(provider, "one", Duration.ZERO);

    assertThat(feed.status(provider).leader()).isNull();
    assertThat(feed.status(provider).leaseUntil()).isNull();
    assertThat(feed.lead(provider, "two", LONG)).isPresent();
  }

  @Test
  @Tag("FEED-2")
  void a_leadership_that_is_given_back_is_free_at_once() {
    long fence = lead("one");

    feed.resign(provider, fence - 1);
    assertThat(feed.lead(provider, "two", LONG)).isEmpty();

    feed.resign(provider, fence);
    assertThat(lead("two")).isGreaterThan(fence);
  }

  @Test
  @Tag("FEED-2")
  void of_many_nodes_that_want_to_lead_one_does() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      List<Optional<Leadership>> leaders =
          Race.run(i -> () -> feed.lead(provider, "node-" + i, LONG));

      List<Leadership> one = leaders.stream().flatMap(Optional::stream).toList();
      assertThat(one).hasSize(1);
      feed.resign(provider, one.get(0).fence());
    }
  }

  @Test
  @Tag("FEED-2")
  void a_paused_leader_writes_nothing() {
    mirrored(ann);
    long lost = feed.lead(provider, "paused", Duration.ZERO).orElseThrow().fence();
    long fence = begun();
    Feed before = state();
    var unused = notices();
    Batch batch = new Batch("c0", "c1", List.of(ended(member(ann, 1))), at(1));

    assertThat(feed.apply(provider, lost, batch)).isEmpty();
    assertThat(feed.begin(provider, lost, "c1", at(1))).isFalse();
    assertThat(feed.walked(provider, lost, before.generation(), at(0), true)).isFalse();
    assertThat(feed.withdraw(provider, lost, LONG)).isFalse();
    assertThat(feed.followed(provider, lost, 1)).isFalse();
    feed.resign(provider, lost);

    assertThat(state()).isEqualTo(before);
    assertThat(feed.status(provider).leader()).isEqualTo("node");
    assertThat(entry(ann)).isInstanceOf(MirrorEntry.Present.class);
    assertThat(notices()).isEmpty();
    assertThat(feed.apply(provider, fence, batch)).isPresent();
  }

  @Test
  @Tag("FEED-2")
  void a_leadership_tells_the_stores_time_of_before_its_answer() {
    Instant before = storeTime();
    Leadership leadership = feed.lead(provider, "one", LONG).orElseThrow();
    Instant after = stage.memberships().find(ann).storeTime();

    assertThat(leadership.storeTime()).isBetween(before, after);
    assertThat(leadership.feed()).isEqualTo(Feed.NONE);
  }

  @Test
  @Tag("FEED-3")
  void a_feed_that_never_ran_has_no_leader_and_no_position() {
    Status status = feed.status(provider);

    assertThat(status.feed()).isEqualTo(Feed.NONE);
    assertThat(status.leader()).isNull();
    assertThat(status.leaseUntil()).isNull();
    assertThat(position()).isNull();
  }

  @Test
  @Tag("MEM-13")
  void feeds_of_provider_instances_are_separate() {
    ProviderInstance other = new ProviderInstance("F" + provider.value().substring(1));
    long fence = proven(1);
    assertThat(feed.receive(provider, "message", organizationEnded("org_9"))).isPresent();

    long second = feed.lead(other, "another", LONG).orElseThrow().fence();

    assertThat(feed.status(other).feed()).isEqualTo(Feed.NONE);
    assertThat(feed.withdraw(other, second, LONG)).isTrue();
    assertThat(feed.receive(other, "message", organizationEnded("org_9"))).isPresent();
    assertThat(state().position()).isNotNull();
    assertThat(feed.followed(provider, fence, 1)).isTrue();
    assertThat(feed.status(other).feed().position()).isNull();
  }
}
