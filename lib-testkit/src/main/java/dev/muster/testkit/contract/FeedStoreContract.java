package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedStore.Applied;
import dev.muster.store.FeedStore.Batch;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Notice;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.TokenHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link dev.muster.store.FeedStore} does. Extend it, open the stores of one database,
 * and all tests must pass. The tests may share one database.
 */
public abstract class FeedStoreContract extends LateReadsThroughFeed {
  /** For a subclass. */
  protected FeedStoreContract() {}

  @Test
  @Tag("FEED-4")
  void a_webhook_is_taken_in_once() {
    mirrored(ann);
    var unused = notices();
    ProviderEvent event = stated(member(ann, 1));

    assertThat(feed.receive(provider, "message-1", event))
        .contains(new Applied(Map.of(ann, 2L), List.of(event.id())));
    assertThat(notices()).containsExactly(told(ann));
    assertThat(feed.receive(provider, "message-1", ended(member(ann, 2)))).isEmpty();

    assertThat(present(ann).epoch()).isEqualTo(2);
    assertThat(notices()).isEmpty();
    assertThat(feed.receive(provider, "message-2", event)).isPresent();
  }

  @Test
  @Tag("FEED-4")
  void a_webhook_that_changes_nothing_is_remembered_too() {
    ProviderEvent other = event(new ProviderEvent.Other("thing.happened"));

    assertThat(feed.receive(provider, "message-1", other))
        .contains(new Applied(Map.of(), List.of()));

    assertThat(feed.receive(provider, "message-1", other)).isEmpty();
  }

  @Test
  @Tag("FEED-4")
  void of_many_of_one_webhook_one_is_taken_in() {
    for (int round = 1; round <= Race.ROUNDS; round++) {
      String message = "message-" + round;
      ProviderEvent event = stated(member(ann, round));

      List<Optional<Applied>> taken = Race.run(i -> () -> feed.receive(provider, message, event));

      assertThat(taken.stream().flatMap(Optional::stream)).hasSize(1);
      assertThat(present(ann).epoch()).isEqualTo(round);
    }
  }

  @Test
  @Tag("MEM-13")
  void messages_that_look_alike_are_different_messages() {
    for (String message : Cast.LOOK_ALIKES) {
      assertThat(feed.receive(provider, message, organizationEnded("org_9")))
          .as(message)
          .isPresent();
    }
  }

  @Test
  @Tag("FEED-4")
  void a_webhook_moves_neither_cursor_nor_position_and_its_word_is_as_of_no_time() {
    proven(5);
    mirrored(ann);
    Feed before = state();

    assertThat(feed.receive(provider, "message-1", stated(member(ann, 1)))).isPresent();
    assertThat(feed.receive(provider, "message-2", stated(member(bob, 1)))).isPresent();

    assertThat(state()).isEqualTo(before);
    assertThat(present(ann)).isEqualTo(new MirrorEntry.Present(2, member(ann, 1), Instant.EPOCH));
    assertThat(present(bob)).isEqualTo(new MirrorEntry.Present(1, member(bob, 1), Instant.EPOCH));
  }

  @Test
  @Tag("FEED-6")
  void a_webhook_of_a_deletion_ends_the_membership_and_revokes_its_tokens() {
    mirrored(ann);
    Hash token = token(ann, null);
    var unused = notices();

    assertThat(feed.receive(provider, "message-1", ended(member(ann, 1)))).isPresent();

    assertThat(tombstone(ann).epoch()).isEqualTo(2);
    isDead(token);
    assertThat(notices())
        .containsExactlyInAnyOrder(
            told(ann), new Notice.OfTokens(new TokenHolder.OfMembership(ann)));
  }

  @Test
  @Tag("FEED-4")
  void webhooks_in_another_order_come_to_the_same() {
    mirrored(ann, bob);

    assertThat(feed.receive(provider, "message-3", ended(member(ann, 3)))).isPresent();
    assertThat(feed.receive(provider, "message-2", stated(member(ann, 2)))).isPresent();
    assertThat(feed.receive(provider, "message-5", stated(again(bob, 5)))).isPresent();
    assertThat(feed.receive(provider, "message-4", ended(member(bob, 4)))).isPresent();
    assertThat(feed.receive(provider, "message-1", stated(member(bob, 1)))).isPresent();

    assertThat(tombstone(ann).epoch()).isEqualTo(2);
    assertThat(present(bob).membership()).isEqualTo(again(bob, 5));
  }

  @Test
  @Tag("FEED-4")
  void a_webhook_that_nothing_puts_in_order_makes_the_mirror_be_read_again() {
    mirrored(ann);
    Membership untold = Cast.member(ann, "om_1", null);

    assertThat(feed.receive(provider, "message-1", stated(untold))).isPresent();

    assertThat(entry(ann)).isEqualTo(new MirrorEntry.Present(2, member(ann, 0), Instant.EPOCH));
  }

  @Test
  @Tag("FEED-4")
  void webhooks_are_forgotten_when_they_came_long_enough_ago() {
    ProviderEvent other = event(new ProviderEvent.Other("thing.happened"));
    while (feed.sweep(Duration.ZERO, MANY) > 0) {
      // What other tests left.
    }
    for (int i = 0; i < 3; i++) {
      assertThat(feed.receive(provider, "message-" + i, other)).isPresent();
    }

    assertThat(feed.sweep(LONG, MANY)).isZero();
    assertThat(feed.receive(provider, "message-0", other)).isEmpty();
    assertThat(feed.sweep(Duration.ZERO, 2)).isEqualTo(2);
    assertThat(feed.sweep(Duration.ZERO, MANY)).isEqualTo(1);
    assertThat(feed.receive(provider, "message-0", other)).isPresent();
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    long fence = begun();
    Feed before = state();
    Batch batch = new Batch("c0", "c0", List.of(), null);
    refuses("provider", () -> feed.lead(null, "node", LONG));
    refuses("node", () -> feed.lead(provider, null, LONG));
    refuses("lease", () -> feed.lead(provider, "node", null));
    refuses("provider", () -> feed.resign(null, fence));
    refuses("provider", () -> feed.status(null));
    refuses("provider", () -> feed.begin(null, fence, "c1", at(0)));
    refuses("takenAt", () -> feed.begin(provider, fence, "c1", null));
    refuses("provider", () -> feed.walked(null, fence, 1, at(0), true));
    refuses("startedAt", () -> feed.walked(provider, fence, 1, null, true));
    refuses("provider", () -> feed.apply(null, fence, batch));
    refuses("batch", () -> feed.apply(provider, fence, null));
    refuses("provider", () -> feed.withdraw(null, fence, LONG));
    refuses("allowance", () -> feed.withdraw(provider, fence, null));
    refuses("provider", () -> feed.followed(null, fence, 1));
    refuses("provider", () -> feed.receive(null, "message", organizationEnded("org_1")));
    refuses("message", () -> feed.receive(provider, null, organizationEnded("org_1")));
    refuses("event", () -> feed.receive(provider, "message", null));
    refuses("keep", () -> feed.sweep(null, 1));
    assertThat(state()).isEqualTo(before);
  }
}
