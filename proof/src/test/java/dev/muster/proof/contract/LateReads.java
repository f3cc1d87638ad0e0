package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.store.FeedStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import dev.muster.testkit.contract.FeedUnderTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Mirrors that let a late read make a member of a user or an organization that has ended. */
final class LateReads {
  static final List<Wrong<Supplier<FeedUnderTest>>> ALL =
      List.of(
          Wrong.of(
              "believes a read however late it comes",
              () -> {
                PassingFeed stores = new PassingFeed();
                return stage(stores, stores.feed, new Believing(stores));
              },
              "a_read_from_before_the_end_of_a_user_makes_no_member",
              "a_read_from_before_the_end_of_an_organization_makes_no_member",
              "a_read_from_before_a_webhook_of_an_end_makes_no_member",
              "a_read_from_before_the_deletion_of_an_organization_makes_no_member",
              "a_read_from_before_the_end_of_a_user_lifts_no_tombstone"),
          Wrong.of(
              "asks first who ended, and then writes",
              LateReads::asking,
              "of_many_reads_that_are_written_while_their_user_ends_none_makes_a_member"));

  private LateReads() {}

  private static FeedUnderTest asking() {
    PassingFeed stores = new PassingFeed();
    Asking mirror = new Asking(stores);
    FeedStore feed =
        new PassingFeedStore(stores) {
          @Override
          public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
            mirror.allHaveAsked.await();
            Optional<Applied> applied = super.apply(provider, fence, batch);
            mirror.ended = true;
            mirror.ofThem.await();
            return applied;
          }
        };
    return stage(stores, feed, mirror);
  }

  private static FeedUnderTest stage(PassingFeed stores, FeedStore feed, MembershipStore mirror) {
    FeedUnderTest stage = stores.stage();
    return new FeedUnderTest(
        feed,
        stage.walks(),
        stage.log(),
        mirror,
        stage.directory(),
        stage.tokens(),
        stage.changes());
  }

  /** Takes every read for one that has just begun. */
  private static class Believing implements MembershipStore {
    final PassingFeed stores;

    Believing(PassingFeed stores) {
      this.stores = stores;
    }

    @Override
    public Read find(MembershipKey key) {
      return stores.memberships.find(key);
    }

    @Override
    public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
      Instant now = stores.clock.instant();
      return stores.memberships.record(
          key,
          observation instanceof Observation.Seen seen
              ? new Observation.Seen(seen.membership(), now)
              : observation,
          expectedEpoch);
    }

    @Override
    public Write remove(MembershipKey key, RemovalStep step) {
      return stores.memberships.remove(key, step);
    }
  }

  /** Who races here is let go between its question and its write. */
  private static final class Asking extends Believing {
    final Rendezvous allHaveAsked = new Rendezvous();
    final Rendezvous ofThem = new Rendezvous();
    volatile boolean ended;

    Asking(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
      boolean late = ended;
      allHaveAsked.await();
      ofThem.await();
      return late
          ? new Write(Verdict.MOVED, find(key).entry())
          : super.record(key, observation, expectedEpoch);
    }
  }
}
