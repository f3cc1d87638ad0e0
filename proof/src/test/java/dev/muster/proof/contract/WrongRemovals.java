package dev.muster.proof.contract;

import static dev.muster.proof.contract.FaultyMirror.accepted;

import dev.muster.name.MembershipKey;
import dev.muster.name.RemovalId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Membership;
import dev.muster.store.MembershipStore;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorEntry.Ended;
import dev.muster.store.MirrorEntry.Ending;
import dev.muster.store.MirrorEntry.Present;
import dev.muster.store.MirrorEntry.Unknown;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import dev.muster.store.RemovalStep.Begin;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Mirrors that go wrong in a removal. */
final class WrongRemovals {
  private WrongRemovals() {}

  static List<Wrong<Supplier<MembershipStore>>> all() {
    return List.of(
        wrong(
            "begins a removal and keeps the epoch",
            (current, right, step) ->
                current instanceof Present && right.entry() instanceof Ending begun
                    ? accepted(new Ending(current.epoch(), begun.removal(), begun.membership()))
                    : right,
            "a_removal_begins_over_a_member"),
        wrong(
            "removes nobody whom it has not seen",
            (current, right, step) ->
                current instanceof Unknown ? new Write(Verdict.REFUSED, current) : right,
            "a_removal_begins_over_who_was_never_seen_here_and_who_is_not_active"),
        wrong(
            "refuses to begin a removal again",
            (current, right, step) ->
                current.equals(right.entry()) ? new Write(Verdict.REFUSED, current) : right,
            "a_step_that_is_repeated_changes_nothing_more"),
        Wrong.of(
            "believes the provider about whom it is removing",
            ReadsLift::new,
            "no_observation_lifts_an_intent"),
        wrong(
            "does not look whose removal it is",
            (current, right, step) ->
                current instanceof Ending ending && !(step instanceof Begin)
                    ? accepted(new Present(current.epoch() + 1, ending.membership(), Instant.EPOCH))
                    : right,
            "no_other_removal_lifts_an_intent"),
        wrong(
            "deletes the row of a confirmed removal",
            (current, right, step) ->
                right.entry() instanceof Ended ? accepted(FaultyMirror.UNKNOWN) : right,
            "a_confirmed_removal_is_a_tombstone_in_store_time"),
        wrong(
            "serves at once who was not removed after all",
            (current, right, step) ->
                current instanceof Ending && right.entry() instanceof Present undone
                    ? accepted(new Present(undone.epoch(), undone.membership(), Instant.now()))
                    : right,
            "an_undone_removal_leaves_a_membership_that_must_be_read_again"),
        wrong(
            "ends a removal and keeps the epoch",
            (current, right, step) ->
                current instanceof Ending && right.entry() instanceof Present undone
                    ? accepted(new Present(current.epoch(), undone.membership(), undone.asOf()))
                    : right,
            "a_read_begun_before_any_step_of_a_removal_has_moved_after_it"),
        Wrong.of(
            "begins a removal at any epoch",
            () -> steps(WrongRemovals::atAnyEpoch),
            "a_removal_of_what_the_mirror_knows_better_does_not_begin",
            "a_removal_and_a_late_write_at_one_epoch_never_both_stand"),
        wrong(
            "begins a removal over any tombstone",
            (current, right, step) ->
                current instanceof Ended && step instanceof Begin begin
                    ? accepted(
                        new Ending(current.epoch() + 1, begin.removal(), begin.seen().membership()))
                    : right,
            "a_removal_of_who_has_ended_begins_only_over_a_new_membership"),
        Wrong.of(
            "does not look whose membership it removes",
            AnyMembership::new,
            "a_removal_of_a_membership_of_another_key_is_an_illegal_argument"),
        Wrong.of(
            "compares removals without regard to case",
            () -> steps((current, step) -> withId(step, lower(step.removal()))),
            "removal_ids_that_look_alike_are_different_removals"));
  }

  /** What a wrong rule answers in place of the right answer. */
  private interface Rule {
    Write written(MirrorEntry current, Write right, RemovalStep step);
  }

  /** What the store takes a step for. */
  private interface Reading {
    RemovalStep read(MirrorEntry current, RemovalStep step);
  }

  private static final class ReadsLift extends FaultyMirror {
    @Override
    Write written(MirrorEntry current, Write right, Observation observation) {
      return current instanceof Ending && observation instanceof Observation.Seen seen
          ? accepted(new Present(current.epoch() + 1, seen.membership(), seen.asOf()))
          : right;
    }
  }

  private static final class AnyMembership extends FaultyMirror {
    @Override
    public Write remove(MembershipKey key, RemovalStep step) {
      if (step instanceof Begin begin) {
        Membership membership = begin.seen().membership();
        return super.remove(
            new MembershipKey(key.provider(), membership.organization(), membership.user()), step);
      }
      return super.remove(key, step);
    }
  }

  private static Wrong<Supplier<MembershipStore>> wrong(
      String what, Rule rule, String... caughtBy) {
    Supplier<MembershipStore> store =
        () ->
            new FaultyMirror() {
              @Override
              Write removed(MirrorEntry current, Write right, RemovalStep step) {
                return rule.written(current, right, step);
              }
            };
    return Wrong.of(what, store, caughtBy);
  }

  private static FaultyMirror steps(Reading reading) {
    return new FaultyMirror() {
      @Override
      RemovalStep step(MirrorEntry current, RemovalStep step) {
        return reading.read(current, step);
      }
    };
  }

  private static RemovalStep atAnyEpoch(MirrorEntry current, RemovalStep step) {
    return step instanceof Begin begin
        ? new Begin(begin.removal(), begin.seen(), current.epoch())
        : step;
  }

  private static RemovalStep withId(RemovalStep step, RemovalId id) {
    if (step instanceof Begin begin) {
      return new Begin(id, begin.seen(), begin.expectedEpoch());
    }
    return step instanceof RemovalStep.Confirm
        ? new RemovalStep.Confirm(id)
        : new RemovalStep.Undo(id);
  }

  private static RemovalId lower(RemovalId id) {
    return new RemovalId(id.value().toLowerCase(Locale.ROOT));
  }
}
