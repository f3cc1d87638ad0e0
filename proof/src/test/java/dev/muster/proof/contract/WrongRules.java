package dev.muster.proof.contract;

import static dev.muster.proof.contract.FaultyMirror.accepted;

import dev.muster.name.MembershipId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.store.MembershipStore;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorEntry.Ended;
import dev.muster.store.MirrorEntry.Present;
import dev.muster.store.MirrorEntry.Unknown;
import dev.muster.store.Observation;
import dev.muster.store.Observation.Absent;
import dev.muster.store.Observation.Seen;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Mirrors that decide wrongly which write stands. */
final class WrongRules {
  private WrongRules() {}

  static List<Wrong<Supplier<MembershipStore>>> all() {
    return List.of(
        wrong(
            "writes a tombstone for who was never there",
            (current, right, seen) ->
                current instanceof Unknown && seen instanceof Absent
                    ? accepted(new Ended(1, new MembershipId("om_never"), null, Instant.now()))
                    : right,
            "absence_of_a_key_never_written_writes_nothing"),
        wrong(
            "writes members who are not active",
            (current, right, seen) ->
                current instanceof Unknown && seen instanceof Seen of
                    ? accepted(new Present(1, of.membership(), of.asOf()))
                    : right,
            "a_membership_that_is_not_active_makes_no_row"),
        wrong(
            "begins at epoch two",
            (current, right, seen) ->
                current instanceof Unknown && right.entry() instanceof Present first
                    ? accepted(new Present(2, first.membership(), first.asOf()))
                    : right,
            "the_first_active_membership_begins_epoch_one"),
        wrong(
            "moves the epoch at every write",
            (current, right, seen) ->
                current instanceof Present && right.entry() instanceof Present now
                    ? accepted(new Present(current.epoch() + 1, now.membership(), now.asOf()))
                    : right,
            "the_same_content_keeps_the_epoch_and_moves_as_of_forward"),
        wrong(
            "takes the time of the last read, whenever it began",
            (current, right, seen) ->
                current.equals(right.entry()) && current instanceof Present same
                    ? new Write(
                        right.verdict(), new Present(same.epoch(), same.membership(), seen.asOf()))
                    : right,
            "the_same_content_never_moves_as_of_back"),
        wrong(
            "keeps the epoch when something changed",
            (current, right, seen) ->
                current instanceof Present && right.entry() instanceof Present now
                    ? accepted(new Present(current.epoch(), now.membership(), now.asOf()))
                    : right,
            "changed_content_begins_the_next_epoch"),
        Wrong.of(
            "does not look when a read began",
            BeganNow::new,
            "a_read_begun_before_the_stored_one_can_neither_change_nor_end_it"),
        wrong(
            "does not look at the provider's time of change",
            (current, right, seen) ->
                right.verdict() == Verdict.REFUSED && seen instanceof Seen of
                    ? accepted(new Present(current.epoch() + 1, of.membership(), of.asOf()))
                    : right,
            "a_state_older_by_one_nanosecond_than_the_stored_one_is_refused",
            "a_tombstone_refuses_its_own_membership_unless_that_is_newer",
            "without_updated_at_a_tombstone_is_lifted_only_after_the_settle_time"),
        wrong(
            "deletes the row where a tombstone belongs",
            (current, right, seen) ->
                right.entry() instanceof Ended ? accepted(FaultyMirror.UNKNOWN) : right,
            "absence_leaves_a_tombstone_in_store_time",
            "a_tombstone_refuses_its_own_membership_unless_that_is_newer"),
        wrong(
            "lifts a tombstone for who is not active",
            (current, right, seen) ->
                current instanceof Ended && seen instanceof Seen of
                    ? accepted(new Present(current.epoch() + 1, of.membership(), of.asOf()))
                    : right,
            "neither_absence_nor_an_inactive_membership_lifts_a_tombstone"),
        wrong(
            "never lifts a tombstone",
            (current, right, seen) ->
                current instanceof Ended ? new Write(Verdict.REFUSED, current) : right,
            "a_new_membership_id_lifts_a_tombstone"));
  }

  /** What a wrong rule answers in place of the right answer. */
  private interface Rule {
    Write written(MirrorEntry current, Write right, Observation observation);
  }

  private static final class BeganNow extends FaultyMirror {
    private final AtomicLong writes = new AtomicLong();

    @Override
    Observation observed(Observation observation) {
      Instant asOf = Instant.EPOCH.plusSeconds(writes.incrementAndGet());
      return observation instanceof Seen seen
          ? new Seen(seen.membership(), asOf)
          : new Absent(asOf);
    }
  }

  private static Wrong<Supplier<MembershipStore>> wrong(
      String what, Rule rule, String... caughtBy) {
    Supplier<MembershipStore> store =
        () ->
            new FaultyMirror() {
              @Override
              Write written(MirrorEntry current, Write right, Observation observation) {
                return rule.written(current, right, observation);
              }
            };
    return Wrong.of(what, store, caughtBy);
  }
}
