package dev.muster.proof.contract;

import dev.muster.name.ProviderInstance;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.ProviderEvent;
import dev.muster.testkit.contract.FeedUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stores of a feed that know not who leads it, or how far it has come. */
final class WrongLeaders {
  static final List<Wrong<Supplier<FeedUnderTest>>> ALL =
      List.of(
          WrongFeedStores.of(
              "lets everybody lead",
              EverybodyLeads::new,
              "one_node_leads_at_a_time",
              "of_many_nodes_that_want_to_lead_one_does"),
          WrongFeedStores.of(
              "takes who goes on for a new leader",
              NewLeaders::new,
              "a_leader_that_goes_on_keeps_its_fence"),
          WrongFeedStores.of(
              "has no fence",
              NoFence::new,
              "each_leader_has_a_greater_fence_than_the_one_before",
              "a_paused_leader_writes_nothing"),
          WrongFeedStores.of(
              "lets a leader lead for ever",
              ForEver::new,
              "a_leader_whose_time_is_over_leads_no_more"),
          WrongFeedStores.of(
              "takes no leadership back",
              KeepsLeading::new,
              "a_leadership_that_is_given_back_is_free_at_once"),
          WrongFeedStores.of(
              "tells another time",
              AnotherTime::new,
              "a_leadership_tells_the_stores_time_of_before_its_answer"),
          WrongFeedStores.of(
              "names a leader who is nobody",
              NobodyLeads::new,
              "a_feed_that_never_ran_has_no_leader_and_no_position"),
          WrongFeedStores.of(
              "takes provider instances that look alike for one",
              OneProvider::new,
              "feeds_of_provider_instances_are_separate"),
          WrongFeedStores.of(
              "cuts cursors to what it can spell", CutsCursors::new, "a_run_begins_at_its_cursor"),
          WrongFeedStores.of(
              "asks for no walk",
              NoWalk::new,
              "there_is_no_position_before_a_walk_is_complete",
              "another_run_has_no_position_until_it_is_walked"),
          WrongFeedStores.of(
              "takes a walk for a proof of what came after it",
              WalksProve::new,
              "a_walk_alone_moves_no_position_of_a_log_of_events"),
          WrongFeedStores.of(
              "takes every batch for the end of the log",
              EveryBatchProves::new,
              "the_position_is_what_the_last_complete_batch_proves"),
          WrongFeedStores.of(
              "takes any walk for one of this run",
              AnyWalk::new,
              "another_run_has_no_position_until_it_is_walked",
              "a_walk_that_began_before_its_run_proves_nothing"),
          WrongFeedStores.of(
              "withdraws nothing",
              NeverWithdraws::new,
              "a_position_that_is_withdrawn_comes_back_with_the_next_batch_that_proves_one"),
          WrongFeedStores.of(
              "knows no walk without a log of events",
              NoWalkAlone::new,
              "without_a_log_of_events_the_position_is_the_beginning_of_the_last_walk"),
          WrongFeedStores.of(
              "forgets up to where roles follow",
              ForgetsRoles::new,
              "up_to_where_roles_follow_is_remembered"));

  private WrongLeaders() {}

  private static final class EverybodyLeads extends PassingFeedStore {
    EverybodyLeads(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
      return super.lead(provider, "one", lease);
    }
  }

  private static final class NewLeaders extends PassingFeedStore {
    NewLeaders(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
      if (node.equals(status(provider).leader())) {
        resign(provider, super.lead(provider, node, lease).orElseThrow().fence());
      }
      return super.lead(provider, node, lease);
    }
  }

  /** All fences are one to the outside, and whoever writes counts as the leader. */
  private static final class NoFence extends PassingFeedStore {
    private long newest;

    NoFence(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
      Optional<Leadership> led = super.lead(provider, node, lease);
      led.ifPresent(one -> newest = one.fence());
      return led.map(one -> new Leadership(1, one.feed(), one.storeTime()));
    }

    @Override
    public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
      return super.apply(provider, newest, batch);
    }

    @Override
    public boolean begin(
        ProviderInstance provider, long fence, @Nullable String cursor, Instant takenAt) {
      return super.begin(provider, newest, cursor, takenAt);
    }
  }

  private static final class ForEver extends PassingFeedStore {
    ForEver(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
      return super.lead(provider, node, lease.plusDays(1));
    }
  }

  private static final class KeepsLeading extends PassingFeedStore {
    KeepsLeading(PassingFeed stores) {
      super(stores);
    }

    @Override
    public void resign(ProviderInstance provider, long fence) {}
  }

  private static final class AnotherTime extends PassingFeedStore {
    AnotherTime(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
      return super.lead(provider, node, lease)
          .map(one -> new Leadership(one.fence(), one.feed(), one.storeTime().plusSeconds(1)));
    }
  }

  private static final class NobodyLeads extends PassingFeedStore {
    NobodyLeads(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Status status(ProviderInstance provider) {
      Status status = super.status(provider);
      return status.leader() != null
          ? status
          : new Status(status.feed(), "", status.leaseUntil(), status.storeTime());
    }
  }

  private static final class OneProvider extends PassingFeedStore {
    OneProvider(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Status status(ProviderInstance provider) {
      return super.status(one(provider));
    }

    @Override
    public Optional<Applied> receive(
        ProviderInstance provider, String message, ProviderEvent event) {
      return super.receive(one(provider), message, event);
    }

    private static ProviderInstance one(ProviderInstance provider) {
      return new ProviderInstance(provider.value().toLowerCase(Locale.ROOT));
    }
  }

  private static final class CutsCursors extends PassingFeedStore {
    CutsCursors(PassingFeed stores) {
      super(stores);
    }

    @Override
    public boolean begin(
        ProviderInstance provider, long fence, @Nullable String cursor, Instant takenAt) {
      String cut = cursor == null ? null : cursor.replaceAll("[^ -~]", "?");
      return super.begin(provider, fence, cut, takenAt);
    }
  }

  private static final class NoWalk extends PassingFeedStore {
    NoWalk(PassingFeed stores) {
      super(stores);
    }

    @Override
    public boolean begin(
        ProviderInstance provider, long fence, @Nullable String cursor, Instant takenAt) {
      return super.begin(provider, fence, cursor, takenAt)
          && super.walked(provider, fence, status(provider).feed().generation(), takenAt, true);
    }
  }

  private static final class WalksProve extends PassingFeedStore {
    WalksProve(PassingFeed stores) {
      super(stores);
    }

    @Override
    public boolean walked(
        ProviderInstance provider,
        long fence,
        long generation,
        Instant startedAt,
        boolean byEvents) {
      return super.walked(provider, fence, generation, startedAt, false);
    }
  }

  private static final class EveryBatchProves extends PassingFeedStore {
    EveryBatchProves(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
      Instant proven = batch.provenAsOf() == null ? stores.clock.instant() : batch.provenAsOf();
      return super.apply(
          provider, fence, new Batch(batch.from(), batch.to(), batch.events(), proven));
    }
  }

  private static final class AnyWalk extends PassingFeedStore {
    AnyWalk(PassingFeed stores) {
      super(stores);
    }

    @Override
    public boolean walked(
        ProviderInstance provider,
        long fence,
        long generation,
        Instant startedAt,
        boolean byEvents) {
      Feed feed = status(provider).feed();
      return super.walked(provider, fence, feed.generation(), startedAt.plusSeconds(60), byEvents);
    }
  }

  private static final class NeverWithdraws extends PassingFeedStore {
    NeverWithdraws(PassingFeed stores) {
      super(stores);
    }

    @Override
    public boolean withdraw(ProviderInstance provider, long fence, Duration allowance) {
      return true;
    }
  }

  private static final class NoWalkAlone extends PassingFeedStore {
    NoWalkAlone(PassingFeed stores) {
      super(stores);
    }

    @Override
    public boolean walked(
        ProviderInstance provider,
        long fence,
        long generation,
        Instant startedAt,
        boolean byEvents) {
      return generation > 0 && super.walked(provider, fence, generation, startedAt, byEvents);
    }
  }

  private static final class ForgetsRoles extends PassingFeedStore {
    ForgetsRoles(PassingFeed stores) {
      super(stores);
    }

    @Override
    public boolean begin(
        ProviderInstance provider, long fence, @Nullable String cursor, Instant takenAt) {
      return super.begin(provider, fence, cursor, takenAt) && super.followed(provider, fence, -1);
    }
  }
}
