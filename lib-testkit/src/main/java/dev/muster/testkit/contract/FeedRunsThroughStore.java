package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.store.ChangeLog;
import dev.muster.store.FeedPosition;
import dev.muster.store.FeedStore.Batch;
import dev.muster.store.FeedStore.Feed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How far a feed has come, and what that proves. */
abstract class FeedRunsThroughStore extends FeedLeadsThroughStore {
  @Test
  @Tag("FEED-1")
  void a_run_begins_at_its_cursor() {
    long fence = lead("node");

    assertThat(feed.begin(provider, fence, "caf\u00e9-1", at(3))).isTrue();

    assertThat(state())
        .isEqualTo(new Feed(1, "caf\u00e9-1", at(3), false, null, null, ChangeLog.NOTHING));
    assertThat(feed.begin(provider, fence, null, at(4))).isTrue();
    assertThat(state()).isEqualTo(new Feed(2, null, at(4), false, null, null, ChangeLog.NOTHING));
  }

  @Test
  @Tag("MEM-10")
  void there_is_no_position_before_a_walk_is_complete() {
    long fence = begun();
    complete(fence, "c0", "c1", at(2));
    assertThat(position()).isNull();
    assertThat(log.read(provider, end(), 1).position()).isNull();

    assertThat(feed.walked(provider, fence, 1, at(1), true)).isTrue();

    FeedPosition position = new FeedPosition(1, at(0), at(2));
    assertThat(position()).isEqualTo(position);
    assertThat(state().position()).isEqualTo(position);
    assertThat(log.read(provider, end(), 1).position()).isEqualTo(position);
  }

  @Test
  @Tag("MEM-10")
  void a_walk_alone_moves_no_position_of_a_log_of_events() {
    long fence = begun();

    assertThat(feed.walked(provider, fence, 1, at(1), true)).isTrue();

    assertThat(position()).isNull();
  }

  @Test
  @Tag("MEM-10")
  void the_position_is_what_the_last_complete_batch_proves() {
    long fence = proven(5);
    assertThat(position()).isEqualTo(new FeedPosition(1, at(0), at(5)));

    complete(fence, "c0", "c1", null);
    assertThat(position()).isEqualTo(new FeedPosition(1, at(0), at(5)));

    complete(fence, "c1", "c2", at(7));
    assertThat(position()).isEqualTo(new FeedPosition(1, at(0), at(7)));
  }

  @Test
  @Tag("FEED-3")
  void another_run_has_no_position_until_it_is_walked() {
    long fence = proven(5);

    assertThat(feed.begin(provider, fence, "c9", at(6))).isTrue();
    assertThat(position()).isNull();
    complete(fence, "c9", "c9", at(7));
    assertThat(position()).isNull();
    assertThat(feed.walked(provider, fence, 1, at(7), true)).isFalse();
    assertThat(position()).isNull();

    assertThat(feed.walked(provider, fence, 2, at(7), true)).isTrue();
    assertThat(position()).isEqualTo(new FeedPosition(2, at(6), at(7)));
  }

  @Test
  @Tag("MEM-10")
  void a_walk_that_began_before_its_run_proves_nothing() {
    long fence = begun();
    complete(fence, "c0", "c0", at(5));

    assertThat(feed.walked(provider, fence, 1, at(-1), true)).isFalse();

    assertThat(position()).isNull();
    assertThat(feed.walked(provider, fence, 1, at(0), true)).isTrue();
  }

  @Test
  @Tag("MEM-10")
  void a_position_that_is_withdrawn_comes_back_with_the_next_batch_that_proves_one() {
    long fence = proven(5);
    Duration allowance = Duration.ofMillis(12345);

    assertThat(feed.withdraw(provider, fence, allowance)).isTrue();
    assertThat(position()).isNull();
    complete(fence, "c0", "c1", null);
    assertThat(position()).isNull();
    complete(fence, "c1", "c2", at(8));

    assertThat(position()).isEqualTo(new FeedPosition(1, at(0), at(8)));
    assertThat(state().allowance()).isEqualTo(allowance);
    assertThat(feed.begin(provider, fence, "c9", at(9))).isTrue();
    assertThat(state().allowance()).isEqualTo(allowance);
  }

  @Test
  @Tag("FEED-4")
  void without_a_log_of_events_the_position_is_the_beginning_of_the_last_walk() {
    long fence = lead("node");
    assertThat(feed.walked(provider, fence, 0, at(1), true)).isFalse();

    assertThat(feed.walked(provider, fence, 0, at(1), false)).isTrue();
    assertThat(position()).isEqualTo(new FeedPosition(0, at(1), at(1)));

    assertThat(feed.walked(provider, fence, 0, at(9), false)).isTrue();
    assertThat(position()).isEqualTo(new FeedPosition(0, at(9), at(9)));
  }

  @Test
  @Tag("ROLE-1")
  void up_to_where_roles_follow_is_remembered() {
    long fence = begun();

    assertThat(feed.followed(provider, fence, 42)).isTrue();
    complete(fence, "c0", "c1", at(1));
    assertThat(feed.begin(provider, fence, "c9", at(2))).isTrue();
    assertThat(feed.withdraw(provider, fence, LONG)).isTrue();

    assertThat(state().rolesFollowed()).isEqualTo(42);
  }

  final void complete(long fence, @Nullable String from, String to, @Nullable Instant provenAsOf) {
    assertThat(feed.apply(provider, fence, new Batch(from, to, List.of(), provenAsOf))).isPresent();
  }
}
