package dev.muster.proof.contract;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import dev.muster.store.RemovalStep;
import dev.muster.testkit.contract.ChangeStoreContract;
import dev.muster.testkit.contract.ChangesUnderTest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Wrong outboxes, each with one fault. */
final class WrongChangeStores {
  static final Catalogue<Supplier<PassingChanges>> CATALOGUE =
      new Catalogue<>(
          ChangeStoreContract.class,
          Runner.class,
          store -> Runner.store = store,
          PassingChanges::new,
          List.of(
              Wrong.of(
                  "cuts names to what it can spell",
                  CutsNames::new,
                  "a_change_of_each_kind_is_under_way_as_it_began"),
              Wrong.of(
                  "moves what it reads", MovesOnReading::new, "reading_a_subject_changes_nothing"),
              Wrong.of(
                  "compares no epochs",
                  () -> new Compares(List.of()),
                  "a_change_does_not_begin_where_another_began_since",
                  "a_removal_at_an_old_epoch_writes_neither_mirror_nor_tokens"),
              Wrong.of(
                  "raises no epoch at the end",
                  QuietEnds::new,
                  "a_change_does_not_begin_where_another_was_finished_since"),
              Wrong.of(
                  "knows only the subject of the change",
                  OwnSubject::new,
                  "a_change_is_about_all_subjects_that_were_read"),
              Wrong.of(
                  "compares organizations only",
                  () -> new Compares(List.of(ChangeStore.Subject.OfOrganization.class)),
                  "a_change_does_not_begin_where_one_of_its_subjects_moved"),
              Wrong.of(
                  "takes a repeated begin for another one",
                  NoRepetition::new,
                  "a_begin_that_is_repeated_began_and_is_there_once"),
              Wrong.of(
                  "looks, and then begins",
                  LooksThenBegins::new,
                  "of_changes_that_begin_at_the_same_epoch_exactly_one_does"),
              Wrong.of(
                  "compares subjects without regard to case and accent",
                  Folds::new,
                  "what_is_done_to_one_subject_moves_no_other",
                  "subjects_that_look_alike_are_different_subjects"),
              Wrong.of(
                  "says nothing of parts that do not belong together",
                  TakesAnything::new,
                  "parts_that_do_not_belong_together_begin_nothing"),
              Wrong.of(
                  "suspends no token",
                  SuspendsNothing::new,
                  "a_removal_that_began_denies_in_the_mirror_and_suspends_the_tokens"),
              Wrong.of(
                  "does not compare the mirror's epoch",
                  AnyMirrorEpoch::new,
                  "a_removal_of_a_key_that_moved_writes_nothing"),
              Wrong.of(
                  "suspends, and then compares",
                  SuspendsFirst::new,
                  "a_removal_at_an_old_epoch_writes_neither_mirror_nor_tokens"),
              Wrong.of(
                  "begins removals beside each other",
                  NeverRefuses::new,
                  "a_second_removal_of_a_member_is_refused_while_the_first_is_in_progress"),
              Wrong.of(
                  "keeps the epochs of the end to itself",
                  TellsNoEpochs::new,
                  "a_removal_that_is_done_is_a_confirmed_tombstone_and_revokes_the_tokens",
                  "a_removal_that_is_undone_lets_membership_and_tokens_stand",
                  "a_deletion_that_is_done_ends_the_organization_everywhere"),
              Wrong.of(
                  "takes every end for done",
                  () -> new OneEnd(ChangeStore.End.DONE),
                  "a_removal_that_is_undone_lets_membership_and_tokens_stand",
                  "a_deletion_that_is_undone_and_other_changes_leave_everything_as_it_was"),
              Wrong.of(
                  "takes every end for undone",
                  () -> new OneEnd(ChangeStore.End.UNDONE),
                  "a_removal_that_is_done_is_a_confirmed_tombstone_and_revokes_the_tokens",
                  "a_deletion_that_is_done_ends_the_organization_everywhere"),
              Wrong.of(
                  "leaves tokens suspended",
                  LeavesSuspended::new,
                  "a_removal_that_is_undone_lets_membership_and_tokens_stand"),
              Wrong.of(
                  "tells of an end again and again", TellsAgain::new, "a_change_is_finished_once"),
              Wrong.of(
                  "finds everything due at once",
                  DueAtOnce::new,
                  "a_change_is_not_taken_up_before_it_is_due"),
              Wrong.of(
                  "gives a change to whoever asks",
                  DueAgain::new,
                  "a_change_that_was_taken_up_is_not_due_again_for_a_while"),
              Wrong.of(
                  "gives more than asked for",
                  GivesAll::new,
                  "the_longest_due_are_taken_up_first_and_no_more_than_asked_for"),
              Wrong.of(
                  "takes all provider instances for one",
                  AnyProvider::new,
                  "changes_of_another_provider_instance_are_somebody_elses"),
              Wrong.of(
                  "forgets no change",
                  ForgetsNothing::new,
                  "a_change_that_is_finished_is_never_due"),
              Wrong.of(
                  "looks, and then takes up",
                  LooksThenTakes::new,
                  "of_many_who_take_up_changes_one_gets_each"),
              Wrong.of("takes null for a while", TakesNull::new, "a_null_is_refused_by_name")));

  private WrongChangeStores() {}

  /** Runs the suite on the store it was handed last. */
  static final class Runner extends ChangeStoreContract {
    static Supplier<PassingChanges> store = PassingChanges::new;

    @Override
    protected ChangesUnderTest open() {
      return store.get().stage();
    }
  }

  private static final class CutsNames extends PassingChanges {
    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      return change instanceof Change.Creation c
          ? sound.begin(
              new Change.Creation(
                  c.id(),
                  c.provider(),
                  c.holder(),
                  c.slug(),
                  c.externalId(),
                  c.name().replaceAll("[^ -~]", "?")),
              seen,
              due)
          : sound.begin(change, seen, due);
    }
  }

  private static final class MovesOnReading extends PassingChanges {
    private long reads;

    @Override
    public Standing standing(Subject subject) {
      Standing standing = sound.standing(subject);
      return new Standing(subject, standing.epoch() + reads++, standing.open());
    }
  }

  /** Compares the epochs of some kinds of subjects only. */
  private static class Compares extends PassingChanges {
    private final List<Class<? extends Subject>> kinds;

    Compares(List<Class<? extends Subject>> kinds) {
      this.kinds = kinds;
    }

    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      return sound.begin(change, read(seen), due);
    }

    @Override
    public Beginning begin(
        Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
      return sound.begin(removal, tombstone, read(seen), due);
    }

    private List<Standing> read(List<Standing> seen) {
      return seen.stream()
          .map(
              standing ->
                  kinds.contains(standing.subject().getClass())
                      ? standing
                      : sound.standing(standing.subject()))
          .toList();
    }
  }

  private static final class QuietEnds extends PassingChanges {
    private long ends;

    @Override
    public Standing standing(Subject subject) {
      Standing standing = sound.standing(subject);
      return new Standing(subject, standing.epoch() - ends, standing.open());
    }

    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      return sound.begin(
          change,
          seen.stream().map(s -> new Standing(s.subject(), s.epoch() + ends, s.open())).toList(),
          due);
    }

    @Override
    public Map<MembershipKey, Long> finish(ChangeId change, End end) {
      ends++;
      return sound.finish(change, end);
    }
  }

  private static final class OwnSubject extends PassingChanges {
    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      return sound.begin(
          change, seen.stream().filter(s -> s.subject().equals(Subject.of(change))).toList(), due);
    }
  }

  private static final class NoRepetition extends PassingChanges {
    private final Set<ChangeId> began = new HashSet<>();

    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      return began.add(change.id()) ? sound.begin(change, seen, due) : Beginning.MOVED;
    }
  }

  private static final class LooksThenBegins extends PassingChanges {
    private final Rendezvous allHaveLooked = new Rendezvous();

    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      if (!standing(seen.get(0).subject()).equals(seen.get(0))) {
        return Beginning.MOVED;
      }
      allHaveLooked.await();
      synchronized (this) {
        return sound.begin(change, List.of(standing(seen.get(0).subject())), due);
      }
    }

    @Override
    public Beginning begin(
        Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
      return begin(
          new Change.Deletion(removal.id(), removal.provider(), removal.key().organization()),
          seen,
          due);
    }
  }

  private static final class Folds extends PassingChanges {
    @Override
    public Standing standing(Subject subject) {
      Standing standing = sound.standing(folded(subject));
      return new Standing(subject, standing.epoch(), standing.open());
    }

    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      Subject subject = folded(seen.get(0).subject());
      Change like =
          change instanceof Change.Creation c
              ? new Change.Creation(
                  c.id(),
                  c.provider(),
                  ((Subject.OfUser) subject).user(),
                  c.slug(),
                  c.externalId(),
                  c.name())
              : change instanceof Change.Deletion d
                  ? new Change.Deletion(
                      d.id(), d.provider(), ((Subject.OfOrganization) subject).organization())
                  : change;
      return sound.begin(like, List.of(new Standing(subject, seen.get(0).epoch(), List.of())), due);
    }

    private static Subject folded(Subject subject) {
      return subject instanceof Subject.OfUser user
          ? new Subject.OfUser(user.provider(), new UserId(folded(user.user().value())))
          : new Subject.OfOrganization(
              ((Subject.OfOrganization) subject).provider(),
              new OrganizationId(
                  folded(((Subject.OfOrganization) subject).organization().value())));
    }

    private static String folded(String text) {
      return Normalizer.normalize(text, Normalizer.Form.NFKD)
          .replaceAll("\\p{M}", "")
          .toLowerCase(Locale.ROOT);
    }
  }

  private static final class TakesAnything extends PassingChanges {
    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      try {
        return sound.begin(change, seen, due);
      } catch (IllegalArgumentException mistake) {
        return Beginning.MOVED;
      }
    }
  }

  private static final class SuspendsNothing extends PassingChanges {
    @Override
    public Beginning begin(
        Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
      Beginning begun = sound.begin(removal, tombstone, seen, due);
      tokens.resume(removal.key());
      return begun;
    }
  }

  private static final class AnyMirrorEpoch extends PassingChanges {
    @Override
    public Beginning begin(
        Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
      long epoch = memberships.find(removal.key()).entry().epoch();
      return sound.begin(
          removal, new RemovalStep.Begin(tombstone.removal(), tombstone.seen(), epoch), seen, due);
    }
  }

  private static final class SuspendsFirst extends PassingChanges {
    @Override
    public Beginning begin(
        Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
      tokens.suspend(removal.key());
      return sound.begin(removal, tombstone, seen, due);
    }
  }

  private static final class NeverRefuses extends PassingChanges {
    @Override
    public Beginning begin(
        Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
      Beginning begun = sound.begin(removal, tombstone, seen, due);
      return begun == Beginning.REFUSED ? Beginning.BEGUN : begun;
    }
  }

  private static final class TellsNoEpochs extends PassingChanges {
    @Override
    public Map<MembershipKey, Long> finish(ChangeId change, End end) {
      sound.finish(change, end);
      return Map.of();
    }
  }

  private static final class OneEnd extends PassingChanges {
    private final End only;

    OneEnd(End only) {
      this.only = only;
    }

    @Override
    public Map<MembershipKey, Long> finish(ChangeId change, End end) {
      return sound.finish(change, only);
    }
  }

  private static final class LeavesSuspended extends PassingChanges {
    @Override
    public Map<MembershipKey, Long> finish(ChangeId change, End end) {
      Map<MembershipKey, Long> written = sound.finish(change, end);
      written.keySet().forEach(tokens::suspend);
      return written;
    }
  }

  private static final class TellsAgain extends PassingChanges {
    private final Map<ChangeId, Map<MembershipKey, Long>> told = new HashMap<>();

    @Override
    public Map<MembershipKey, Long> finish(ChangeId change, End end) {
      return told.computeIfAbsent(change, id -> sound.finish(id, end));
    }
  }

  private static final class DueAtOnce extends PassingChanges {
    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      return sound.begin(change, seen, Duration.ZERO);
    }
  }

  private static final class DueAgain extends PassingChanges {
    @Override
    public List<Change> takeDue(ProviderInstance provider, Duration again, int most) {
      return sound.takeDue(provider, Duration.ZERO, most);
    }
  }

  private static final class GivesAll extends PassingChanges {
    @Override
    public List<Change> takeDue(ProviderInstance provider, Duration again, int most) {
      return sound.takeDue(provider, again, Integer.MAX_VALUE);
    }
  }

  private static final class AnyProvider extends PassingChanges {
    private final List<ProviderInstance> began = new ArrayList<>();

    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      began.add(change.provider());
      return sound.begin(change, seen, due);
    }

    @Override
    public List<Change> takeDue(ProviderInstance provider, Duration again, int most) {
      return sound.takeDue(began.get(0), again, most);
    }
  }

  private static final class ForgetsNothing extends PassingChanges {
    private final List<Change> began = new ArrayList<>();

    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      began.add(change);
      return sound.begin(change, seen, due);
    }

    @Override
    public List<Change> takeDue(ProviderInstance provider, Duration again, int most) {
      return Stream.concat(sound.takeDue(provider, again, most).stream(), began.stream())
          .distinct()
          .toList();
    }
  }

  private static final class LooksThenTakes extends PassingChanges {
    private final Rendezvous allHaveLooked = new Rendezvous();

    @Override
    public List<Change> takeDue(ProviderInstance provider, Duration again, int most) {
      List<Change> due = sound.takeDue(provider, Duration.ZERO, most);
      allHaveLooked.await();
      sound.takeDue(provider, again, most);
      return due;
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class TakesNull extends PassingChanges {
    @Override
    public Beginning begin(Change change, List<Standing> seen, Duration due) {
      return sound.begin(change, seen, due == null ? Duration.ZERO : due);
    }
  }
}
