package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Membership;
import dev.muster.store.ChangeLog;
import dev.muster.store.ChangeLog.Slice;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Notice;
import dev.muster.store.WalkStore;
import dev.muster.testkit.contract.FeedUnderTest;
import dev.muster.testkit.contract.WalkStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Wrong stores of walks, each with one fault. */
final class WrongWalkStores {
  static final Catalogue<Supplier<FeedUnderTest>> CATALOGUE =
      new Catalogue<>(
          WalkStoreContract.class,
          Runner.class,
          stores -> Runner.stores = stores,
          () -> new PassingFeed().stage(),
          List.of(
              of(
                  "loses where the members go on",
                  LosesPlaces::new,
                  "another_node_finds_how_far_a_walk_has_come"),
              of("has no fence", NoFence::new, "a_leader_that_has_lost_writes_nothing"),
              of(
                  "writes a page, and not how far it is",
                  ForgetsProgress::new,
                  "a_page_is_written_with_how_far_the_walk_is"),
              of(
                  "tells of every row",
                  TellsAll::new,
                  "a_page_that_says_the_same_changes_only_when_it_was_said"),
              of(
                  "takes a page for the newest word",
                  Newest::new,
                  "a_page_puts_nothing_back_to_what_it_was",
                  "a_page_lifts_no_tombstone"),
              of(
                  "leaves tombstones for ever",
                  NeverLifts::new,
                  "a_page_mirrors_again_who_joined_again"),
              of(
                  "does not say when a page was asked for",
                  Timeless::new,
                  "the_position_speaks_for_what_a_walk_of_its_run_has_stated"),
              Wrong.of(
                  "writes no log",
                  WrongWalkStores::withoutLog,
                  "with_a_position_what_a_page_changes_is_in_the_log"),
              Wrong.of(
                  "writes no log while there is no position",
                  WrongWalkStores::withoutPosition,
                  "what_a_page_changes_is_in_the_log_while_the_position_is_taken_back"),
              of(
                  "believes a page however late it comes",
                  OfNow::new,
                  "whom_a_page_from_before_an_end_makes_a_member_is_missed"),
              of(
                  "misses everybody",
                  MissesAll::new,
                  "members_who_were_not_stated_since_are_missed_and_no_others"),
              of(
                  "lists from the beginning again",
                  Begins::new,
                  "the_missed_are_listed_in_parts_by_organization_and_user"),
              of("counts those who have ended", CountsAll::new, "what_has_not_ended_is_counted"),
              of(
                  "takes provider instances that look alike for one",
                  OneProvider::new,
                  "walks_of_provider_instances_are_separate"),
              of("takes null for no memberships", TakesNull::new, "a_null_is_refused_by_name")));

  private WrongWalkStores() {}

  private static Wrong<Supplier<FeedUnderTest>> of(
      String what, Function<PassingFeed, WalkStore> wrong, String... rules) {
    return Wrong.of(
        what,
        () -> {
          PassingFeed stores = new PassingFeed();
          FeedUnderTest stage = stores.stage();
          return new FeedUnderTest(
              stage.feed(),
              wrong.apply(stores),
              stage.log(),
              stage.memberships(),
              stage.directory(),
              stage.tokens(),
              stage.changes());
        },
        rules);
  }

  private static FeedUnderTest withoutLog() {
    FeedUnderTest stage = new PassingFeed().stage();
    return new FeedUnderTest(
        stage.feed(),
        stage.walks(),
        new InMemoryChangeLog(() -> Instant.EPOCH),
        stage.memberships(),
        stage.directory(),
        stage.tokens(),
        stage.changes());
  }

  private static FeedUnderTest withoutPosition() {
    PassingFeed stores = new PassingFeed();
    FeedUnderTest stage = stores.stage();
    Set<Long> unwritten = new HashSet<>();
    return new FeedUnderTest(
        stage.feed(),
        new Unlogged(stores, unwritten),
        new Thinned(stores.log, unwritten),
        stage.memberships(),
        stage.directory(),
        stage.tokens(),
        stage.changes());
  }

  /** A log that lacks some entries. */
  private record Thinned(ChangeLog sound, Set<Long> unwritten) implements ChangeLog {
    @Override
    public Slice read(ProviderInstance provider, long after, int most) {
      Slice slice = sound.read(provider, after, most);
      return new Slice(
          slice.entries().stream().filter(entry -> !unwritten.contains(entry.number())).toList(),
          slice.last(),
          slice.complete(),
          slice.gap(),
          slice.position(),
          slice.storeTime());
    }

    @Override
    public void append(List<Notice> notices) {
      sound.append(notices);
    }

    @Override
    public int sweep(Duration keep, int most) {
      return sound.sweep(keep, most);
    }
  }

  /** Runs the suite on the stores it was handed last. */
  static final class Runner extends WalkStoreContract {
    static Supplier<FeedUnderTest> stores = () -> new PassingFeed().stage();

    @Override
    protected FeedUnderTest open() {
      return stores.get();
    }
  }

  /** Passes everything on; a wrong one replaces one method. */
  private static class Passing implements WalkStore {
    final PassingFeed stores;
    final WalkStore sound;

    Passing(PassingFeed stores) {
      this.stores = stores;
      this.sound = stores.walks;
    }

    @Override
    public Optional<Walk> find(ProviderInstance provider) {
      return sound.find(provider);
    }

    @Override
    public boolean save(ProviderInstance provider, long fence, Walk walk) {
      return sound.save(provider, fence, walk);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      return sound.page(provider, fence, walk, memberships, asOf);
    }

    @Override
    public List<Membership> missed(
        ProviderInstance provider, Instant since, @Nullable MembershipKey after, int most) {
      return sound.missed(provider, since, after, most);
    }

    @Override
    public long count(ProviderInstance provider) {
      return sound.count(provider);
    }
  }

  private static final class LosesPlaces extends Passing {
    LosesPlaces(PassingFeed stores) {
      super(stores);
    }

    @Override
    public boolean save(ProviderInstance provider, long fence, Walk walk) {
      return super.save(
          provider,
          fence,
          new Walk(
              walk.generation(),
              walk.startedAt(),
              walk.phase(),
              walk.organizations(),
              walk.within(),
              null,
              walk.missed(),
              walk.seen(),
              walk.expected(),
              walk.changed(),
              walk.ended()));
    }
  }

  /** Whoever writes counts as the leader. */
  private static final class NoFence extends Passing {
    NoFence(PassingFeed stores) {
      super(stores);
    }

    @Override
    public boolean save(ProviderInstance provider, long fence, Walk walk) {
      return super.save(provider, fence, walk) || super.save(provider, fence + 1, walk);
    }
  }

  private static final class ForgetsProgress extends Passing {
    private static final Walk STALE =
        new Walk(0, Instant.EPOCH, Phase.LISTING, null, List.of(), null, null, 0, 0, 0, 0);

    ForgetsProgress(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      Walk before = find(provider).orElse(STALE);
      var changed = super.page(provider, fence, walk, memberships, asOf);
      boolean unused = save(provider, fence, before);
      return changed;
    }
  }

  private static final class TellsAll extends Passing {
    TellsAll(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      for (Membership of : memberships) {
        MembershipKey key = new MembershipKey(provider, of.organization(), of.user());
        stores.log.append(List.of(new Notice.OfMembership(key, 1)));
      }
      return super.page(provider, fence, walk, memberships, asOf);
    }
  }

  private static final class Newest extends Passing {
    Newest(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      List<Membership> newest =
          memberships.stream()
              .map(of -> WrongFeedStores.timed(of, stores.clock.instant().plusSeconds(3600)))
              .toList();
      return super.page(provider, fence, walk, newest, asOf.plusSeconds(3600));
    }
  }

  private static final class NeverLifts extends Passing {
    NeverLifts(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      List<Membership> there =
          memberships.stream()
              .filter(
                  of ->
                      !(stores
                              .memberships
                              .find(new MembershipKey(provider, of.organization(), of.user()))
                              .entry()
                          instanceof MirrorEntry.Ended))
              .toList();
      return super.page(provider, fence, walk, there, asOf);
    }
  }

  private static final class Timeless extends Passing {
    Timeless(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      return super.page(provider, fence, walk, memberships, Instant.EPOCH);
    }
  }

  private static final class MissesAll extends Passing {
    MissesAll(PassingFeed stores) {
      super(stores);
    }

    @Override
    public List<Membership> missed(
        ProviderInstance provider, Instant since, @Nullable MembershipKey after, int most) {
      return super.missed(provider, since.plusSeconds(3600), after, most);
    }
  }

  private static final class Begins extends Passing {
    Begins(PassingFeed stores) {
      super(stores);
    }

    @Override
    public List<Membership> missed(
        ProviderInstance provider, Instant since, @Nullable MembershipKey after, int most) {
      return super.missed(provider, since, null, most);
    }
  }

  private static final class CountsAll extends Passing {
    private long most;

    CountsAll(PassingFeed stores) {
      super(stores);
    }

    @Override
    public long count(ProviderInstance provider) {
      most = Math.max(most, super.count(provider));
      return most;
    }
  }

  private static final class OneProvider extends Passing {
    OneProvider(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Walk> find(ProviderInstance provider) {
      return super.find(new ProviderInstance(provider.value().toLowerCase(Locale.ROOT)));
    }
  }

  private static final class TakesNull extends Passing {
    TakesNull(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      return super.page(provider, fence, walk, memberships == null ? List.of() : memberships, asOf);
    }
  }

  private static final class Unlogged extends Passing {
    private final Set<Long> unwritten;

    Unlogged(PassingFeed stores, Set<Long> unwritten) {
      super(stores);
      this.unwritten = unwritten;
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      Slice before = stores.log.read(provider, ChangeLog.NOTHING, 1);
      var changed = super.page(provider, fence, walk, memberships, asOf);
      if (before.position() == null) {
        stores
            .log
            .read(provider, before.last(), 1000)
            .entries()
            .forEach(entry -> unwritten.add(entry.number()));
      }
      return changed;
    }
  }

  private static final class OfNow extends Passing {
    OfNow(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      return super.page(provider, fence, walk, memberships, stores.clock.instant());
    }
  }
}
