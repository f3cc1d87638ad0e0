package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.name.RemovalId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedStore.Applied;
import dev.muster.store.FeedStore.Batch;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.RemovalStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What events make of the mirror, and how a cursor goes with them. */
abstract class EventsThroughStore extends FeedRunsThroughStore {
  @Test
  @Tag("FEED-1")
  void a_batch_at_another_cursor_writes_nothing() {
    mirrored(ann);
    long fence = begun();
    Feed before = state();

    for (String cursor : new String[] {null, "c1", "C0", "c0 "}) {
      Batch batch = new Batch(cursor, "c2", List.of(ended(member(ann, 1))), at(1));
      assertThat(feed.apply(provider, fence, batch)).isEmpty();
    }

    assertThat(state()).isEqualTo(before);
    assertThat(entry(ann)).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  @Tag("FEED-1")
  void a_batch_moves_the_cursor() {
    long fence = lead("node");
    assertThat(feed.begin(provider, fence, null, at(0))).isTrue();

    complete(fence, null, "c1", null);
    assertThat(state().cursor()).isEqualTo("c1");
    complete(fence, "c1", "C1", null);
    assertThat(state().cursor()).isEqualTo("C1");
    complete(fence, "C1", "C1", null);
    assertThat(state().cursor()).isEqualTo("C1");
  }

  @Test
  @Tag("FEED-1")
  void of_many_batches_at_one_cursor_one_is_applied() {
    long fence = begun();
    for (int round = 1; round <= Race.ROUNDS; round++) {
      String from = state().cursor();
      Membership now = member(ann, round);

      List<Optional<Applied>> applied =
          Race.run(
              i -> {
                Batch batch = new Batch(from, newId("c"), List.of(stated(now)), null);
                return () -> feed.apply(provider, fence, batch);
              });

      assertThat(applied.stream().flatMap(Optional::stream)).hasSize(1);
      assertThat(present(ann).epoch()).isEqualTo(round);
    }
  }

  @Test
  @Tag("MEM-10")
  void what_an_event_states_is_as_of_no_later_than_the_proven_position() {
    long fence = begun();
    Applied first = apply(fence, stated(member(ann, 0)));
    assertThat(entry(ann)).isEqualTo(new MirrorEntry.Present(1, member(ann, 0), Instant.EPOCH));
    assertThat(first.changed()).isEqualTo(Map.of(ann, 1L));

    String cursor = state().cursor();
    complete(fence, String.valueOf(cursor), "c1", at(5));
    Batch next = new Batch("c1", "c2", List.of(stated(member(ann, 1))), at(7));
    assertThat(feed.apply(provider, fence, next)).isPresent();

    assertThat(entry(ann)).isEqualTo(new MirrorEntry.Present(2, member(ann, 1), at(5)));
  }

  @Test
  @Tag("FEED-1")
  void events_of_one_key_count_in_their_order() {
    long fence = begun();
    ProviderEvent joined = stated(member(ann, 0));
    ProviderEvent left = ended(member(ann, 1));

    Applied applied = apply(fence, joined, left);

    assertThat(tombstone(ann).epoch()).isEqualTo(2);
    assertThat(applied.changed()).isEqualTo(Map.of(ann, 2L));
    assertThat(applied.events()).containsExactly(joined.id(), left.id());
    assertThat(apply(fence, stated(again(ann, 2)), stated(again(ann, 3))).changed())
        .isEqualTo(Map.of(ann, 4L));
    assertThat(present(ann).membership()).isEqualTo(again(ann, 3));
  }

  @Test
  @Tag("FEED-1")
  void an_update_that_is_strictly_older_is_passed_over() {
    long fence = begun();
    apply(fence, stated(member(ann, 5)));
    Membership sameTime =
        Cast.member(ann, "om_1", member(ann, 5).status(), UPDATED.plusSeconds(5), "admin");

    assertThat(apply(fence, stated(member(ann, 4)))).isEqualTo(new Applied(Map.of(), List.of()));
    assertThat(present(ann).membership()).isEqualTo(member(ann, 5));

    assertThat(apply(fence, stated(sameTime)).changed()).isEqualTo(Map.of(ann, 2L));
    assertThat(present(ann).membership()).isEqualTo(sameTime);
  }

  @Test
  @Tag("FEED-1")
  void a_deletion_counts_however_old_it_is() {
    long fence = begun();
    apply(fence, stated(member(ann, 5)));

    assertThat(apply(fence, ended(member(ann, 1))).changed()).isEqualTo(Map.of(ann, 2L));

    assertThat(tombstone(ann).membership()).isEqualTo(member(ann, 1).id());
  }

  @Test
  @Tag("MEM-7")
  void a_deletion_of_an_older_membership_leaves_who_joined_again() {
    long fence = begun();
    apply(fence, stated(again(ann, 5)));
    Hash token = token(ann, null);

    assertThat(apply(fence, ended(member(ann, 1)))).isEqualTo(new Applied(Map.of(), List.of()));

    assertThat(present(ann).membership()).isEqualTo(again(ann, 5));
    assertThat(token(token)).contains(State.LIVE);
  }

  @Test
  @Tag("MEM-7")
  void a_deletion_of_somebody_unknown_leaves_a_tombstone_that_a_late_read_meets() {
    long fence = begun();
    long found = entry(ann).epoch();
    assertThat(found).isZero();

    assertThat(apply(fence, ended(member(ann, 1))).changed()).isEqualTo(Map.of(ann, 1L));

    Observation late = new Observation.Seen(member(ann, 1), at(0));
    assertThat(stage.memberships().record(ann, late, found).verdict()).isEqualTo(Verdict.MOVED);
    assertThat(stage.memberships().record(ann, late, 1).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(tombstone(ann).updatedAt()).isEqualTo(UPDATED.plusSeconds(1));
  }

  @Test
  @Tag("ADM-3")
  void a_removal_in_progress_is_its_own() {
    mirrored(ann);
    RemovalId removal = new RemovalId(newId("removal"));
    Observation.Seen seen = new Observation.Seen(member(ann, 0), at(0));
    var begun = stage.memberships().remove(ann, new RemovalStep.Begin(removal, seen, 1));
    assertThat(begun.verdict()).isEqualTo(Verdict.ACCEPTED);
    Hash token = token(ann, null);
    long fence = begun();

    assertThat(apply(fence, stated(member(ann, 5)), ended(member(ann, 6))).changed()).isEmpty();

    assertThat(entry(ann)).isEqualTo(begun.entry());
    assertThat(token(token)).contains(State.LIVE);
  }

  @Test
  @Tag("FEED-1")
  void events_that_are_applied_again_change_nothing() {
    registered("org_1", "acme");
    mirrored(bob);
    long fence = begun();
    ProviderEvent[] events = {
      stated(member(ann, 1)),
      ended(member(bob, 1)),
      event(new ProviderEvent.UserEnded(ann.user())),
      event(
          new ProviderEvent.OrganizationStated(
              new dev.muster.provider.Organization(ann.organization(), "Acme 2"))),
      organizationEnded("org_2")
    };
    assertThat(apply(fence, events).events()).hasSize(events.length);
    List<MirrorEntry> before = List.of(entry(ann), entry(bob));
    var unused = notices();

    String cursor = state().cursor();
    List<ProviderEvent> again = new ArrayList<>(List.of(events));
    Optional<Applied> applied = feed.apply(provider, fence, new Batch(cursor, cursor, again, null));

    assertThat(applied).contains(new Applied(Map.of(), List.of()));
    assertThat(List.of(entry(ann), entry(bob))).isEqualTo(before);
    assertThat(notices()).isEmpty();
    assertThat(state().cursor()).isEqualTo(cursor);
  }

  @Test
  @Tag("FEED-1")
  void what_is_not_known_changes_nothing_but_the_cursor() {
    mirrored(ann);
    long fence = begun();
    MirrorEntry before = entry(ann);
    var unused = notices();

    Applied applied = apply(fence, event(new ProviderEvent.Other("thing.happened")));

    assertThat(applied).isEqualTo(new Applied(Map.of(), List.of()));
    assertThat(entry(ann)).isEqualTo(before);
    assertThat(notices()).isEmpty();
    assertThat(state().cursor()).isNotEqualTo("c0");
  }

  @Test
  @Tag("FEED-1")
  void what_changed_is_told_and_nothing_else() {
    mirrored(ann, bob);
    long fence = begun();
    ProviderEvent same = stated(member(ann, 0));
    ProviderEvent other = stated(member(bob, 1));
    MembershipKey late = key("org_3", "Caf\u00e9 \ud83d\ude00");
    ProviderEvent newcomer = stated(member(late, 0));
    Instant asOf = present(ann).asOf();

    Applied applied = apply(fence, same, other, newcomer);

    assertThat(applied)
        .isEqualTo(new Applied(Map.of(bob, 2L, late, 1L), List.of(other.id(), newcomer.id())));
    assertThat(present(ann).asOf()).isEqualTo(asOf);
  }
}
