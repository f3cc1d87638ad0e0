package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.KEY;
import static dev.muster.testkit.contract.Cast.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The mirror rules, seen through a store. */
abstract class MirrorRulesThroughStore extends MembershipStoreSteps {
  @Test
  @Tag("ORG-1")
  void absence_of_a_key_never_written_writes_nothing() {
    assertThat(absent(at(1), 0)).isEqualTo(new Write(Verdict.ACCEPTED, unknown()));
    assertThat(store.find(KEY).entry()).isEqualTo(unknown());
  }

  @Test
  @Tag("ORG-1")
  void a_membership_that_is_not_active_makes_no_row() {
    for (MembershipStatus status : MembershipStatus.values()) {
      Membership membership = member(KEY, "om_1", status, CHANGED, "member");
      if (!membership.isActive()) {
        keeps(seen(membership, at(1), 0), Verdict.ACCEPTED, unknown());
      }
    }
  }

  @Test
  @Tag("MEM-7")
  void the_first_active_membership_begins_epoch_one() {
    Membership membership = member(KEY, "om_1", CHANGED);

    holds(seen(membership, at(1), 0), new MirrorEntry.Present(1, membership, at(1)));
  }

  @Test
  void the_same_content_keeps_the_epoch_and_moves_as_of_forward() {
    Membership membership = member(KEY, "om_1", CHANGED);
    seen(membership, at(1), 0);

    holds(seen(membership, at(2), 1), new MirrorEntry.Present(1, membership, at(2)));
  }

  @Test
  void the_same_content_never_moves_as_of_back() {
    Membership membership = member(KEY, "om_1", CHANGED);
    seen(membership, at(2), 0);

    holds(seen(membership, at(1), 1), new MirrorEntry.Present(1, membership, at(2)));
  }

  @Test
  @Tag("MEM-7")
  void changed_content_begins_the_next_epoch() {
    Membership changed = member(KEY, "om_1", MembershipStatus.INACTIVE, CHANGED, "admin");
    seen(member(KEY, "om_1", CHANGED), at(1), 0);

    holds(seen(changed, at(2), 1), new MirrorEntry.Present(2, changed, at(2)));
  }

  @Test
  @Tag("MEM-7")
  void a_write_at_any_other_epoch_has_moved_and_changes_nothing() {
    MirrorEntry entry = seen(member(KEY, "om_1", CHANGED), at(1), 0).entry();

    for (long expected : new long[] {-1, 0, 2, Long.MAX_VALUE}) {
      keeps(seen(member(KEY, "om_2", CHANGED), at(2), expected), Verdict.MOVED, entry);
      keeps(seen(member(KEY, "om_1", CHANGED), at(2), expected), Verdict.MOVED, entry);
      keeps(absent(at(2), expected), Verdict.MOVED, entry);
    }
  }

  @Test
  @Tag("MEM-7")
  void a_write_at_an_epoch_of_a_key_never_written_has_moved() {
    keeps(seen(member(KEY, "om_1", CHANGED), at(1), 1), Verdict.MOVED, unknown());
  }

  @Test
  @Tag("MEM-7")
  void a_read_begun_before_the_stored_one_can_neither_change_nor_end_it() {
    MirrorEntry entry = seen(member(KEY, "om_1", CHANGED), at(2), 0).entry();

    keeps(seen(member(KEY, "om_2", CHANGED), at(1), 1), Verdict.MOVED, entry);
    keeps(absent(at(1), 1), Verdict.MOVED, entry);
  }

  @Test
  @Tag("MEM-7")
  void a_state_older_by_one_nanosecond_than_the_stored_one_is_refused() {
    MirrorEntry entry = seen(member(KEY, "om_1", CHANGED), at(1), 0).entry();

    keeps(seen(member(KEY, "om_1", CHANGED.minusNanos(1)), at(2), 1), Verdict.REFUSED, entry);
  }

  @Test
  @Tag("MEM-7")
  void absence_leaves_a_tombstone_in_store_time() {
    seen(member(KEY, "om_1", CHANGED), at(0), 0);
    Instant before = store.find(KEY).storeTime();

    Write write = absent(before, 1);

    Instant endedAt = ((MirrorEntry.Ended) write.entry()).endedAt();
    holds(write, new MirrorEntry.Ended(2, new MembershipId("om_1"), CHANGED, endedAt));
    assertThat(endedAt).isBetween(before, store.find(KEY).storeTime());
  }

  @Test
  @Tag("MEM-7")
  void neither_absence_nor_an_inactive_membership_lifts_a_tombstone() {
    MirrorEntry tombstone = tombstone(CHANGED);

    keeps(absent(at(20), 2), Verdict.ACCEPTED, tombstone);
    keeps(
        seen(member(KEY, "om_2", MembershipStatus.PENDING, null, "member"), at(20), 2),
        Verdict.ACCEPTED,
        tombstone);
  }

  @Test
  @Tag("MEM-7")
  void a_tombstone_refuses_its_own_membership_unless_that_is_newer() {
    MirrorEntry tombstone = tombstone(CHANGED);
    Membership again = member(KEY, "om_1", CHANGED.plusNanos(1));

    keeps(seen(member(KEY, "om_1", CHANGED.minusNanos(1)), at(99), 2), Verdict.REFUSED, tombstone);
    keeps(seen(member(KEY, "om_1", CHANGED), at(99), 2), Verdict.REFUSED, tombstone);
    holds(seen(again, at(1), 2), new MirrorEntry.Present(3, again, at(1)));
  }

  @Test
  @Tag("MEM-7")
  void a_new_membership_id_lifts_a_tombstone() {
    tombstone(CHANGED);
    Membership joined = member(KEY, "om_2", CHANGED);

    holds(seen(joined, at(1), 2), new MirrorEntry.Present(3, joined, at(1)));
  }

  @Test
  @Tag("MEM-7")
  void without_updated_at_a_tombstone_is_lifted_only_after_the_settle_time() {
    MirrorEntry.Ended tombstone = tombstone(null);
    Membership untold = member(KEY, "om_1", null);
    Instant settled = tombstone.endedAt().plus(MirrorRules.SETTLE_TIME);
    Instant later = settled.plusMillis(1);

    keeps(seen(untold, settled, 2), Verdict.REFUSED, tombstone);
    holds(seen(untold, later, 2), new MirrorEntry.Present(3, untold, later));
  }
}
