package dev.muster.proof.contract;

import dev.muster.name.ProviderInstance;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.store.InMemoryRefreshStore;
import dev.muster.store.RefreshStore;
import dev.muster.testkit.contract.RefreshStoreContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Wrong refresh stores, each with one fault. */
final class WrongRefreshStores {
  static final Catalogue<Supplier<RefreshStore>> CATALOGUE =
      new Catalogue<>(
          RefreshStoreContract.class,
          Runner.class,
          store -> Runner.store = store,
          Passing::new,
          List.of(
              Wrong.of(
                  "finds every token busy",
                  AlwaysBusy::new,
                  "a_token_that_nobody_exchanges_is_the_claimers"),
              Wrong.of(
                  "gives a token to whoever asks",
                  AlwaysYours::new,
                  "a_claimed_token_is_busy_for_everybody_else"),
              Wrong.of(
                  "does not know its own claims",
                  ForgetsClaims::new,
                  "asking_again_with_the_same_claim_keeps_it_and_extends_the_lease"),
              Wrong.of(
                  "keeps to the first lease of a claim",
                  FirstLease::new,
                  "asking_again_with_the_same_claim_keeps_it_and_extends_the_lease"),
              Wrong.of(
                  "looks, and then claims",
                  () -> new TwoSteps(true, false),
                  "of_many_claims_exactly_one_is_given"),
              Wrong.of(
                  "looks, and then takes over",
                  () -> new TwoSteps(true, true),
                  "of_many_claims_after_a_lease_ended_exactly_one_is_given"),
              Wrong.of(
                  "looks, and then records",
                  () -> new TwoSteps(false, true),
                  "of_many_outcomes_exactly_one_is_recorded"),
              Wrong.of(
                  "gives a lost lease back",
                  GivesLostLeaseBack::new,
                  "a_lease_that_ended_is_lost_to_the_next"),
              Wrong.of(
                  "releases nothing", ReleasesNothing::new, "a_released_token_is_the_next_ones"),
              Wrong.of(
                  "releases whoever holds it",
                  ReleasesAnybody::new,
                  "a_release_of_what_somebody_else_holds_changes_nothing"),
              Wrong.of(
                  "takes all provider instances for one",
                  () -> new Folds(key -> key(new ProviderInstance("one"), key.tokenHash())),
                  "a_token_of_another_provider_instance_is_another_token"),
              Wrong.of(
                  "compares providers without regard to case",
                  () -> new Folds(key -> key(folded(key.provider()), key.tokenHash())),
                  "tokens_that_look_alike_are_different_tokens"),
              Wrong.of(
                  "cuts a hash",
                  () -> new Folds(key -> key(key.provider(), key.tokenHash().substring(1) + "0")),
                  "tokens_that_look_alike_are_different_tokens"),
              Wrong.of(
                  "cuts an outcome",
                  CutsOutcomes::new,
                  "an_outcome_that_was_recorded_is_everybodys"),
              Wrong.of("overwrites an outcome", Overwrites::new, "the_first_outcome_stands"),
              Wrong.of(
                  "refuses an outcome that it has of the same claim",
                  RefusesRepetition::new,
                  "the_first_outcome_stands"),
              Wrong.of(
                  "takes an outcome of the holder only",
                  HolderOnly::new,
                  "an_outcome_of_a_lost_lease_is_recorded_while_there_is_no_other",
                  "an_outcome_is_recorded_where_the_lease_left_no_row"),
              Wrong.of("takes outcomes back", TakesBack::new, "a_release_takes_no_outcome_back"),
              Wrong.of(
                  "keeps outcomes for good",
                  KeepsForGood::new,
                  "an_outcome_is_kept_for_its_time_and_no_longer"),
              Wrong.of(
                  "keeps no outcome",
                  KeepsNothing::new,
                  "an_outcome_is_kept_for_its_time_and_no_longer"),
              Wrong.of(
                  "never sweeps",
                  NeverSweeps::new,
                  "rows_whose_time_is_over_do_not_pile_up_and_others_stay"),
              Wrong.of(
                  "sweeps all",
                  SweepsAll::new,
                  "rows_whose_time_is_over_do_not_pile_up_and_others_stay"),
              Wrong.of("takes null for a claim", TakesNull::new, "a_null_is_refused_by_name")));

  private WrongRefreshStores() {}

  private static RefreshStore.Key key(ProviderInstance provider, String hash) {
    return new RefreshStore.Key(provider, hash);
  }

  private static ProviderInstance folded(ProviderInstance provider) {
    return new ProviderInstance(provider.value().toLowerCase(Locale.ROOT));
  }

  /** Runs the suite on the store it was handed last. */
  static final class Runner extends RefreshStoreContract {
    static Supplier<RefreshStore> store = Passing::new;
    private Passing opened = new Passing();

    @Override
    protected RefreshStore open() {
      opened = (Passing) store.get();
      return opened;
    }

    @Override
    protected int rows() {
      return opened.size();
    }
  }

  private static class Passing implements RefreshStore {
    InMemoryRefreshStore sound = new InMemoryRefreshStore(InstantSource.system());

    int size() {
      return sound.size();
    }

    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      return sound.claim(key, claim, lease);
    }

    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      return sound.complete(key, claim, outcome, keep);
    }

    @Override
    public void release(Key key, UUID claim) {
      sound.release(key, claim);
    }
  }

  private static final class AlwaysBusy extends Passing {
    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      return new Claim.Busy();
    }
  }

  private static final class AlwaysYours extends Passing {
    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      Claim there = sound.claim(key, claim, lease);
      return there instanceof Claim.Busy ? new Claim.Yours() : there;
    }
  }

  private static final class ForgetsClaims extends Passing {
    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      return sound.claim(key, UUID.randomUUID(), lease);
    }
  }

  private static final class FirstLease extends Passing {
    private final Map<UUID, Duration> leases = new ConcurrentHashMap<>();

    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      Duration first = leases.putIfAbsent(claim, lease);
      return sound.claim(key, claim, first == null ? lease : first);
    }
  }

  private static final class GivesLostLeaseBack extends Passing {
    private final Map<Key, UUID> first = new ConcurrentHashMap<>();

    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      UUID before = first.putIfAbsent(key, claim);
      return claim.equals(before) ? new Claim.Yours() : sound.claim(key, claim, lease);
    }
  }

  private static final class ReleasesNothing extends Passing {
    @Override
    public void release(Key key, UUID claim) {}
  }

  private static final class ReleasesAnybody extends Passing {
    private final Map<Key, UUID> holders = new ConcurrentHashMap<>();

    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      Claim given = sound.claim(key, claim, lease);
      if (given instanceof Claim.Yours) {
        holders.put(key, claim);
      }
      return given;
    }

    @Override
    public void release(Key key, UUID claim) {
      sound.release(key, holders.getOrDefault(key, claim));
    }
  }

  private static final class Folds extends Passing {
    private final UnaryOperator<RefreshStore.Key> fold;

    Folds(UnaryOperator<RefreshStore.Key> fold) {
      this.fold = fold;
    }

    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      return sound.claim(fold.apply(key), claim, lease);
    }

    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      return sound.complete(fold.apply(key), claim, outcome, keep);
    }
  }

  private static final class CutsOutcomes extends Passing {
    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      return sound.complete(
          key, claim, outcome.substring(0, Math.min(4096, outcome.length())), keep);
    }
  }

  private static final class Overwrites extends Passing {
    private final Map<Key, String> last = new ConcurrentHashMap<>();

    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      Claim given = sound.claim(key, claim, lease);
      return given instanceof Claim.Done done
          ? new Claim.Done(last.getOrDefault(key, done.outcome()))
          : given;
    }

    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      last.put(key, outcome);
      return sound.complete(key, claim, outcome, keep);
    }
  }

  private static final class RefusesRepetition extends Passing {
    private final Map<Key, String> recorded = new ConcurrentHashMap<>();

    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      return sound.complete(key, claim, outcome, keep) && recorded.put(key, outcome) == null;
    }
  }

  private static final class HolderOnly extends Passing {
    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      UUID another = UUID.randomUUID();
      Claim there = sound.claim(key, another, Duration.ofHours(1));
      if (there instanceof Claim.Yours) {
        sound.release(key, another);
        return false;
      }
      return sound.claim(key, claim, Duration.ofHours(1)) instanceof Claim.Yours
          && sound.complete(key, claim, outcome, keep);
    }
  }

  private static final class TakesBack extends Passing {
    @Override
    public void release(Key key, UUID claim) {
      sound.release(key, claim);
      if (sound.claim(key, claim, Duration.ZERO) instanceof Claim.Done) {
        sound = new InMemoryRefreshStore(InstantSource.system());
      }
    }
  }

  private static final class KeepsForGood extends Passing {
    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      return sound.complete(key, claim, outcome, Duration.ofDays(1));
    }
  }

  private static final class KeepsNothing extends Passing {
    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      return sound.complete(key, claim, outcome, Duration.ZERO);
    }
  }

  private static final class NeverSweeps extends Passing {
    private int recorded;

    @Override
    int size() {
      return recorded;
    }

    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      recorded++;
      return sound.complete(key, claim, outcome, keep);
    }
  }

  private static final class SweepsAll extends Passing {
    private static final int MOST = 10;

    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      if (sound.size() > MOST) {
        sound = new InMemoryRefreshStore(InstantSource.system());
      }
      return sound.complete(key, claim, outcome, keep);
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class TakesNull extends Passing {
    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      return sound.claim(key, claim == null ? UUID.randomUUID() : claim, lease);
    }
  }

  /** All who race have looked before the first one writes. */
  private static final class TwoSteps extends Passing {
    private final Rendezvous allHaveLooked = new Rendezvous();
    private final Map<Key, Claim> there = new ConcurrentHashMap<>();
    private final boolean claims;
    private final boolean again;

    /** Careless with claims or with outcomes; again: with the one after a lease that ended. */
    TwoSteps(boolean claims, boolean again) {
      this.claims = claims;
      this.again = again;
    }

    @Override
    public Claim claim(Key key, UUID claim, Duration lease) {
      Claim before = there.get(key);
      if (again && lease.isZero()) {
        return new Claim.Yours();
      }
      if (claims) {
        allHaveLooked.await();
      }
      if (before != null) {
        return before;
      }
      there.put(key, new Claim.Busy());
      return new Claim.Yours();
    }

    @Override
    public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
      Claim before = there.get(key);
      allHaveLooked.await();
      there.put(key, new Claim.Done(outcome));
      return before == null;
    }
  }
}
