package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.store.FeedStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.RemovalStep;
import dev.muster.testkit.contract.FeedStoreContract;
import dev.muster.testkit.contract.FeedUnderTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Wrong stores of a feed, each with one fault. */
final class WrongFeedStores {
  private static final List<Wrong<Supplier<FeedUnderTest>>> EVENTS =
      List.of(
          of(
              "compares no cursor",
              AnyCursor::new,
              "a_batch_at_another_cursor_writes_nothing",
              "of_many_batches_at_one_cursor_one_is_applied"),
          of("moves no cursor", StandsStill::new, "a_batch_moves_the_cursor"),
          of(
              "moves the position before it applies",
              PositionFirst::new,
              "what_an_event_states_is_as_of_no_later_than_the_proven_position"),
          of(
              "applies the newest event first",
              stores -> PassingFeedStore.reading(stores, WrongFeedStores::reversed),
              "events_of_one_key_count_in_their_order"),
          of(
              "knows no provider times",
              stores -> PassingFeedStore.reading(stores, each(WrongFeedStores::untimed)),
              "an_update_that_is_strictly_older_is_passed_over"),
          of(
              "passes over old deletions",
              stores -> endings(stores, WrongFeedStores::unlessOld),
              "a_deletion_counts_however_old_it_is"),
          of(
              "ends whatever membership is there",
              stores -> endings(stores, WrongFeedStores::ofWhoIsThere),
              "a_deletion_of_an_older_membership_leaves_who_joined_again"),
          of(
              "ends only whom it knows",
              stores -> endings(stores, WrongFeedStores::ofTheKnown),
              "a_deletion_of_somebody_unknown_leaves_a_tombstone_that_a_late_read_meets"),
          of(
              "finishes removals of others",
              stores -> endings(stores, (at, last) -> undone(stores, at, last)),
              "a_removal_in_progress_is_its_own"),
          of(
              "tells that all changed",
              AllChanged::new,
              "events_that_are_applied_again_change_nothing",
              "what_changed_is_told_and_nothing_else"),
          of(
              "stops before what it does not know",
              Stops::new,
              "what_is_not_known_changes_nothing_but_the_cursor"),
          of(
              "leaves the tokens alone",
              stores ->
                  new InMemoryFeedStore(
                      stores.memberships, stores.directory, null, stores.log, stores.clock),
              "a_deletion_revokes_the_tokens_of_the_member_only",
              "a_deletion_revokes_the_tokens_also_where_a_read_had_found_the_end",
              "a_token_that_was_being_issued_while_its_holder_ended_is_not_added",
              "an_organization_that_ended_takes_members_tokens_and_slug_with_it",
              "a_user_who_ended_takes_memberships_and_tokens_of_all_organizations_along",
              "a_session_that_ended_takes_its_tokens_along_and_everybody_is_told",
              "a_webhook_of_a_deletion_ends_the_membership_and_revokes_its_tokens"),
          of(
              "hears of no end of an organization",
              stores -> PassingFeedStore.deaf(stores, ProviderEvent.OrganizationEnded.class),
              "an_organization_that_ended_takes_members_tokens_and_slug_with_it",
              "an_organization_that_ended_never_comes_back"),
          of(
              "hears of no end of a user",
              stores -> PassingFeedStore.deaf(stores, ProviderEvent.UserEnded.class),
              "a_user_who_ended_takes_memberships_and_tokens_of_all_organizations_along"),
          of(
              "hears of no end of a session",
              stores -> PassingFeedStore.deaf(stores, ProviderEvent.SessionEnded.class),
              "a_session_that_ended_takes_its_tokens_along_and_everybody_is_told"),
          of(
              "hears of no name",
              stores -> PassingFeedStore.deaf(stores, ProviderEvent.OrganizationStated.class),
              "an_organizations_new_name_is_in_the_register"),
          of(
              "hears of no role",
              stores -> PassingFeedStore.deaf(stores, ProviderEvent.RoleChanged.class),
              "a_role_that_changed_is_told_to_everybody"));

  static final Catalogue<Supplier<FeedUnderTest>> CATALOGUE =
      new Catalogue<>(
          FeedStoreContract.class,
          Runner.class,
          stores -> Runner.stores = stores,
          () -> new PassingFeed().stage(),
          Stream.of(WrongLeaders.ALL, EVENTS, WrongReceivers.ALL, LateReads.ALL)
              .flatMap(List::stream)
              .toList());

  private WrongFeedStores() {}

  static Wrong<Supplier<FeedUnderTest>> of(
      String what, Function<PassingFeed, FeedStore> wrong, String... rules) {
    return Wrong.of(
        what,
        () -> {
          PassingFeed stores = new PassingFeed();
          FeedUnderTest stage = stores.stage();
          return new FeedUnderTest(
              wrong.apply(stores),
              stage.walks(),
              stage.log(),
              stage.memberships(),
              stage.directory(),
              stage.tokens(),
              stage.changes());
        },
        rules);
  }

  /** Runs the suite on the stores it was handed last. */
  static final class Runner extends FeedStoreContract {
    static Supplier<FeedUnderTest> stores = () -> new PassingFeed().stage();

    @Override
    protected FeedUnderTest open() {
      return stores.get();
    }
  }

  static ProviderEvent untimed(ProviderEvent event) {
    if (event.what() instanceof MembershipStated stated) {
      return with(event, new MembershipStated(timed(stated.membership(), null)));
    }
    return event.what() instanceof MembershipEnded ended
        ? with(event, new MembershipEnded(timed(ended.membership(), null)))
        : event;
  }

  static Membership timed(Membership of, @Nullable Instant updatedAt) {
    return new Membership(
        of.id(), of.organization(), of.user(), of.status(), of.roles(), updatedAt);
  }

  static ProviderEvent with(ProviderEvent event, ProviderEvent.What what) {
    return new ProviderEvent(event.id(), event.happenedAt(), what);
  }

  private static List<ProviderEvent> reversed(List<ProviderEvent> events) {
    List<ProviderEvent> reversed = new ArrayList<>(events);
    Collections.reverse(reversed);
    return reversed;
  }

  private static UnaryOperator<List<ProviderEvent>> each(
      Function<ProviderEvent, ProviderEvent> one) {
    return events -> events.stream().map(one).toList();
  }

  /** One that reads a deletion in another way, by what the mirror holds before the batch. */
  private static PassingFeedStore endings(
      PassingFeed stores, BiFunction<At, Membership, Optional<Membership>> ending) {
    return new PassingFeedStore(stores) {
      @Override
      public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
        List<ProviderEvent> events = new ArrayList<>();
        for (ProviderEvent event : batch.events()) {
          if (event.what() instanceof MembershipEnded ended) {
            Membership last = ended.membership();
            MembershipKey key = new MembershipKey(provider, last.organization(), last.user());
            ending
                .apply(new At(key, stores.memberships.find(key).entry()), last)
                .ifPresent(read -> events.add(with(event, new MembershipEnded(read))));
          } else {
            events.add(event);
          }
        }
        return super.apply(
            provider, fence, new Batch(batch.from(), batch.to(), events, batch.provenAsOf()));
      }
    };
  }

  private static Optional<Membership> unlessOld(At at, Membership last) {
    return Optional.of(last)
        .filter(
            one ->
                !(at.entry() instanceof MirrorEntry.Present present)
                    || !present.membership().updatedAt().isAfter(one.updatedAt()));
  }

  private static Optional<Membership> ofWhoIsThere(At at, Membership last) {
    return Optional.of(
        at.entry() instanceof MirrorEntry.Present present ? present.membership() : last);
  }

  private static Optional<Membership> ofTheKnown(At at, Membership last) {
    return Optional.of(last).filter(one -> !(at.entry() instanceof MirrorEntry.Unknown));
  }

  private static Optional<Membership> undone(PassingFeed stores, At at, Membership last) {
    if (at.entry() instanceof MirrorEntry.Ending ending) {
      var unused = stores.memberships.remove(at.key(), new RemovalStep.Undo(ending.removal()));
    }
    return Optional.of(last);
  }

  /** What the mirror holds of whom. */
  private record At(MembershipKey key, MirrorEntry entry) {}

  private static final class AnyCursor extends PassingFeedStore {
    AnyCursor(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
      synchronized (stores.log) {
        String there = status(provider).feed().cursor();
        return super.apply(
            provider, fence, new Batch(there, batch.to(), batch.events(), batch.provenAsOf()));
      }
    }
  }

  private static final class StandsStill extends PassingFeedStore {
    StandsStill(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
      return super.apply(
          provider,
          fence,
          new Batch(batch.from(), batch.from(), batch.events(), batch.provenAsOf()));
    }
  }

  private static final class PositionFirst extends PassingFeedStore {
    PositionFirst(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
      return super.apply(
              provider, fence, new Batch(batch.from(), batch.from(), List.of(), batch.provenAsOf()))
          .flatMap(first -> super.apply(provider, fence, batch));
    }
  }

  private static final class AllChanged extends PassingFeedStore {
    AllChanged(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
      return super.apply(provider, fence, batch)
          .map(
              applied ->
                  new Applied(
                      applied.changed(), batch.events().stream().map(ProviderEvent::id).toList()));
    }
  }

  private static final class Stops extends PassingFeedStore {
    Stops(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
      boolean unknown =
          batch.events().stream().anyMatch(one -> one.what() instanceof ProviderEvent.Other);
      return super.apply(
          provider,
          fence,
          unknown ? new Batch(batch.from(), batch.from(), List.of(), null) : batch);
    }
  }
}
