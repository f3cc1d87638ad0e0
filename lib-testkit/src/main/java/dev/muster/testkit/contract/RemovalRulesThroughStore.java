package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.KEY;
import static dev.muster.testkit.contract.Cast.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.RemovalId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of a removal through Muster, seen through a store. */
abstract class RemovalRulesThroughStore extends MirrorRulesThroughStore {
  private static final RemovalId OURS = new RemovalId("r_1");
  private static final RemovalId ANOTHER = new RemovalId("r_2");

  @Test
  @Tag("MEM-7")
  void a_removal_begins_over_a_member() {
    Membership membership = member(KEY, "om_1", CHANGED);
    seen(membership, at(1), 0);

    holds(begin(OURS, membership, 1), new MirrorEntry.Ending(2, OURS, membership));
  }

  @Test
  @Tag("MEM-7")
  void a_removal_begins_over_who_was_never_seen_here_and_who_is_not_active() {
    Membership pending = member(KEY, "om_1", MembershipStatus.PENDING, null, "b", "a");

    holds(begin(OURS, pending, 0), new MirrorEntry.Ending(1, OURS, pending));
  }

  @Test
  @Tag("MEM-7")
  void a_step_that_is_repeated_changes_nothing_more() {
    Membership membership = member(KEY, "om_1", CHANGED);
    MirrorEntry begun = begin(OURS, membership, 0).entry();

    keeps(begin(OURS, membership, 0), Verdict.ACCEPTED, begun);
    MirrorEntry ended = store.remove(KEY, new RemovalStep.Confirm(OURS)).entry();
    keeps(store.remove(KEY, new RemovalStep.Confirm(OURS)), Verdict.REFUSED, ended);
    keeps(store.remove(KEY, new RemovalStep.Undo(OURS)), Verdict.REFUSED, ended);
  }

  @Test
  @Tag("MEM-7")
  void no_observation_lifts_an_intent() {
    MirrorEntry begun = begin(OURS, member(KEY, "om_1", CHANGED), 0).entry();

    keeps(seen(member(KEY, "om_1", CHANGED.plusSeconds(9)), at(99), 1), Verdict.REFUSED, begun);
    keeps(seen(member(KEY, "om_2", null), at(99), 1), Verdict.REFUSED, begun);
    keeps(absent(at(99), 1), Verdict.ACCEPTED, begun);
  }

  @Test
  @Tag("MEM-7")
  void no_other_removal_lifts_an_intent() {
    Membership membership = member(KEY, "om_1", CHANGED);
    MirrorEntry begun = begin(OURS, membership, 0).entry();

    keeps(begin(ANOTHER, membership, 1), Verdict.REFUSED, begun);
    keeps(store.remove(KEY, new RemovalStep.Confirm(ANOTHER)), Verdict.REFUSED, begun);
    keeps(store.remove(KEY, new RemovalStep.Undo(ANOTHER)), Verdict.REFUSED, begun);
  }

  @Test
  @Tag("MEM-7")
  void a_confirmed_removal_is_a_tombstone_in_store_time() {
    begin(OURS, member(KEY, "om_1", CHANGED), 0);
    Instant before = store.find(KEY).storeTime();

    Write write = store.remove(KEY, new RemovalStep.Confirm(OURS));

    Instant endedAt = ((MirrorEntry.Ended) write.entry()).endedAt();
    holds(write, new MirrorEntry.Ended(2, new MembershipId("om_1"), CHANGED, endedAt));
    assertThat(endedAt).isBetween(before, store.find(KEY).storeTime());
  }

  @Test
  @Tag("MEM-7")
  void an_undone_removal_leaves_a_membership_that_must_be_read_again() {
    Membership membership = member(KEY, "om_1", CHANGED);
    seen(membership, at(1), 0);
    begin(OURS, membership, 1);

    holds(
        store.remove(KEY, new RemovalStep.Undo(OURS)),
        new MirrorEntry.Present(3, membership, Instant.EPOCH));
  }

  @Test
  @Tag("MEM-7")
  void a_read_begun_before_any_step_of_a_removal_has_moved_after_it() {
    Membership membership = member(KEY, "om_1", CHANGED);
    seen(membership, at(1), 0);

    MirrorEntry begun = begin(OURS, membership, 1).entry();
    keeps(seen(membership, at(2), 1), Verdict.MOVED, begun);
    MirrorEntry undone = store.remove(KEY, new RemovalStep.Undo(OURS)).entry();
    keeps(seen(membership, at(2), 2), Verdict.MOVED, undone);
    begin(ANOTHER, membership, 3);
    MirrorEntry confirmed = store.remove(KEY, new RemovalStep.Confirm(ANOTHER)).entry();
    keeps(seen(membership, at(2), 4), Verdict.MOVED, confirmed);
  }

  @Test
  @Tag("MEM-7")
  void a_removal_of_what_the_mirror_knows_better_does_not_begin() {
    MirrorEntry present = seen(member(KEY, "om_2", CHANGED), at(1), 0).entry();

    keeps(begin(OURS, member(KEY, "om_1", CHANGED.minusNanos(1)), 1), Verdict.REFUSED, present);
    keeps(begin(OURS, member(KEY, "om_2", CHANGED), 0), Verdict.MOVED, present);
  }

  @Test
  @Tag("MEM-7")
  void a_removal_of_who_has_ended_begins_only_over_a_new_membership() {
    MirrorEntry tombstone = tombstone(CHANGED);
    Membership again = member(KEY, "om_2", CHANGED.plusNanos(1));

    keeps(begin(OURS, member(KEY, "om_1", CHANGED), 2), Verdict.REFUSED, tombstone);
    holds(begin(OURS, again, 2), new MirrorEntry.Ending(3, OURS, again));
  }

  @Test
  @Tag("MEM-1")
  void a_removal_of_a_membership_of_another_key_is_an_illegal_argument() {
    for (MembershipKey other : List.of(Cast.key("org_1", "user_2"), Cast.key("org_2", "user_1"))) {
      assertThatThrownBy(() -> begin(OURS, member(other, "om_1", CHANGED), 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(store.find(KEY).entry()).isEqualTo(unknown());
    }
  }

  @Test
  @Tag("DB-1")
  void removal_ids_that_look_alike_are_different_removals() {
    Membership membership = member(KEY, "om_1", CHANGED);
    for (String id : Cast.LOOK_ALIKES) {
      RemovalId ours = new RemovalId(id);
      MirrorEntry begun = begin(ours, membership, store.find(KEY).entry().epoch()).entry();
      for (String other : Cast.LOOK_ALIKES) {
        if (!other.equals(id)) {
          RemovalStep undo = new RemovalStep.Undo(new RemovalId(other));
          keeps(store.remove(KEY, undo), Verdict.REFUSED, begun);
        }
      }
      assertThat(store.remove(KEY, new RemovalStep.Undo(ours)).verdict())
          .isEqualTo(Verdict.ACCEPTED);
    }
  }

  private Write begin(RemovalId removal, Membership membership, long epoch) {
    Observation.Seen seen = new Observation.Seen(membership, at(3));
    return store.remove(KEY, new RemovalStep.Begin(removal, seen, epoch));
  }
}
