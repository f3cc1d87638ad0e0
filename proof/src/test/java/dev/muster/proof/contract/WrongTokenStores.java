package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.TokenId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.TokenHolder;
import dev.muster.testkit.contract.OrganizationTokenStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Wrong stores of organization tokens, each with one fault. */
final class WrongTokenStores {
  static final Catalogue<Supplier<OrganizationTokenStore>> CATALOGUE =
      new Catalogue<>(
          OrganizationTokenStoreContract.class,
          Runner.class,
          store -> Runner.store = store,
          PassingTokens::new,
          Stream.concat(additions(), WrongTokenStores.others()).toList());

  private WrongTokenStores() {}

  private static Stream<Wrong<Supplier<OrganizationTokenStore>>> additions() {
    return Stream.of(
        Wrong.of(
            "cuts labels",
            CutsLabels::new,
            "a_new_token_is_found_with_all_that_it_may_do_until_its_lifetime_is_over"),
        Wrong.of("finds whatever is there", FindsAny::new, "an_unknown_hash_finds_nothing"),
        Wrong.of(
            "lets one token replace the other",
            Replaces::new,
            "tokens_of_one_holder_live_side_by_side"),
        Wrong.of(
            "adds at any epoch",
            () -> new Unmoved(Object.class),
            "nothing_is_added_at_an_epoch_before_a_revocation"),
        Wrong.of(
            "raises no epoch for a membership",
            () -> new Unmoved(TokenHolder.OfMembership.class),
            "nothing_is_added_at_an_epoch_before_a_revocation"),
        Wrong.of(
            "raises no epoch for a user",
            () -> new Unmoved(TokenHolder.OfUser.class),
            "nothing_is_added_at_an_epoch_before_a_revocation"),
        Wrong.of(
            "raises no epoch for an organization",
            () -> new Unmoved(TokenHolder.OfOrganization.class),
            "nothing_is_added_at_an_epoch_before_a_revocation"),
        Wrong.of(
            "raises no epoch for a session",
            () -> new Unmoved(TokenHolder.OfSession.class),
            "nothing_is_added_at_an_epoch_before_a_revocation"),
        Wrong.of(
            "raises no epoch for a suspension",
            () -> new Unmoved(MembershipKey.class),
            "nothing_is_added_at_an_epoch_before_a_revocation"),
        Wrong.of(
            "has one epoch for all",
            () -> new Shifted(true, false),
            "an_epoch_moves_only_by_what_concerns_its_key"),
        Wrong.of("has no cap", () -> new Capped(0), "a_holder_has_no_more_tokens_than_the_cap"),
        Wrong.of(
            "counts no suspended tokens",
            () -> new Capped(1),
            "a_holder_has_no_more_tokens_than_the_cap"),
        Wrong.of(
            "counts every token there ever was",
            () -> new Capped(2),
            "what_was_revoked_or_expired_leaves_room_for_others"),
        Wrong.of(
            "refuses what it has",
            RefusesRepetition::new,
            "an_addition_that_is_repeated_adds_nothing_more"),
        Wrong.of(
            "counts, and then adds",
            CountsAndAdds::new,
            "of_many_additions_no_more_are_taken_than_the_cap"),
        Wrong.of(
            "compares the epoch, and then adds",
            ComparesAndAdds::new,
            "no_race_of_additions_and_a_revocation_leaves_a_live_token"));
  }

  private static Stream<Wrong<Supplier<OrganizationTokenStore>>> others() {
    return Stream.of(
        Wrong.of("revokes all for one", AllForOne::new, "one_token_is_revoked_and_the_others_stay"),
        Wrong.of(
            "revokes whosoever it is",
            Anybodys::new,
            "a_foreign_token_is_as_good_as_an_unknown_one"),
        Wrong.of(
            "takes a membership for a user",
            () -> new Mistakes(TokenHolder.OfMembership.class),
            "the_tokens_of_a_membership_end_together"),
        Wrong.of(
            "takes an organization for another",
            () -> new Mistakes(TokenHolder.OfOrganization.class),
            "the_tokens_of_an_organization_end_together"),
        Wrong.of(
            "takes a user for a session",
            () -> new Mistakes(TokenHolder.OfUser.class),
            "the_tokens_of_a_user_end_together"),
        Wrong.of(
            "takes a session for a user",
            () -> new Mistakes(TokenHolder.OfSession.class),
            "the_tokens_that_a_session_issued_end_with_it"),
        Wrong.of(
            "resumes at the second suspension",
            Toggles::new,
            "a_suspended_token_is_live_again_only_when_it_is_resumed"),
        Wrong.of(
            "passes suspended tokens over",
            SparesSuspended::new,
            "a_suspended_token_can_be_revoked_and_not_resumed_then"),
        Wrong.of("resumes what was revoked", Revives::new, "a_revoked_token_is_never_live_again"),
        Wrong.of(
            "lists the youngest first",
            YoungestFirst::new,
            "a_list_holds_what_is_live_or_suspended_the_oldest_first"),
        Wrong.of(
            "forgets what expired", ForgetsExpired::new, "what_expired_is_found_and_not_listed"),
        Wrong.of(
            "takes the last report of a use for the latest",
            LastReport::new,
            "the_latest_use_stands_whatever_comes_after_it"),
        Wrong.of(
            "stumbles over an unknown token",
            Stumbles::new,
            "the_use_of_an_unknown_token_is_passed_over"),
        Wrong.of(
            "sweeps what just expired",
            () -> new Sweeps(true),
            "only_what_expired_long_enough_ago_is_swept"),
        Wrong.of(
            "sweeps epochs too",
            () -> new Shifted(false, true),
            "a_sweep_leaves_the_epoch_where_it_is"),
        Wrong.of(
            "sweeps all at once", () -> new Sweeps(false), "a_sweep_deletes_no_more_than_it_may"),
        Wrong.of(
            "compares holders without regard to case",
            FoldsHolders::new,
            "holders_that_look_alike_are_different_holders"),
        Wrong.of(
            "compares sessions without regard to case",
            FoldsSessions::new,
            "sessions_that_look_alike_are_different_sessions"),
        Wrong.of(
            "compares ids without regard to blanks and case",
            FoldsIds::new,
            "tokens_that_look_alike_are_different_tokens"),
        Wrong.of("takes null for nothing", TakesNull::new, "a_null_is_refused_by_name"));
  }

  /** Runs the suite on the store it was handed last. */
  static final class Runner extends OrganizationTokenStoreContract {
    static Supplier<OrganizationTokenStore> store = PassingTokens::new;

    @Override
    protected OrganizationTokenStore open() {
      return store.get();
    }
  }

  private static final class CutsLabels extends PassingTokens {
    private static final int SHORT = 200;

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      Grant whole = token.grant();
      String label = whole.label();
      Grant cut =
          new Grant(
              whole.key(),
              whole.membership(),
              whole.role(),
              whole.permissions(),
              whole.session(),
              label.substring(0, Math.min(SHORT, label.length())));
      return super.add(with(token, cut), expectedEpoch, cap);
    }
  }

  private static final class FindsAny extends PassingTokens {
    private volatile Hash last = new Hash("0".repeat(64));

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      last = token.hash();
      return super.add(token, expectedEpoch, cap);
    }

    @Override
    public Optional<Found> find(Hash hash) {
      return super.find(hash).or(() -> super.find(last));
    }
  }

  private static final class Replaces extends PassingTokens {
    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      MembershipKey key = token.grant().key();
      list(key).forEach(old -> revoke(key, old.id()));
      return super.add(token, expectedEpoch, cap);
    }
  }

  /** Adds at whatever epoch after a change of one kind; or always. */
  private static final class Unmoved extends PassingTokens {
    private final Class<?> kind;
    private boolean careless;

    Unmoved(Class<?> kind) {
      this.kind = kind;
    }

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      return super.add(token, careless ? epoch(token.grant().key()) : expectedEpoch, cap);
    }

    @Override
    public int revoke(TokenHolder holder) {
      careless = kind.isInstance(holder);
      return super.revoke(holder);
    }

    @Override
    public void suspend(MembershipKey key) {
      careless = kind.isInstance(key);
      super.suspend(key);
    }
  }

  /** Has epochs that move when they should not. */
  private static final class Shifted extends PassingTokens {
    private final boolean byRevocations;
    private final boolean bySweeps;
    private long shift;

    Shifted(boolean byRevocations, boolean bySweeps) {
      this.byRevocations = byRevocations;
      this.bySweeps = bySweeps;
    }

    @Override
    public long epoch(MembershipKey key) {
      return super.epoch(key) + shift;
    }

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      return super.add(token, expectedEpoch - shift, cap);
    }

    @Override
    public int revoke(TokenHolder holder) {
      shift += byRevocations ? 1 : 0;
      return super.revoke(holder);
    }

    @Override
    public int sweep(Duration keep, int most) {
      shift -= bySweeps ? 1 : 0;
      return super.sweep(keep, most);
    }
  }

  /** Caps none, the live ones only, or all there ever were. */
  private static final class Capped extends PassingTokens {
    private final int of;
    private final Map<MembershipKey, Integer> ever = new ConcurrentHashMap<>();

    Capped(int of) {
      this.of = of;
    }

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      MembershipKey key = token.grant().key();
      if (of == 2 && ever.merge(key, 1, Integer::sum) > cap) {
        return Addition.FULL;
      }
      int suspended =
          (int) list(key).stream().filter(one -> one.state() == State.SUSPENDED).count();
      return super.add(token, expectedEpoch, of == 1 ? cap + suspended : cap + 100);
    }
  }

  private static final class RefusesRepetition extends PassingTokens {
    private final Set<TokenId> known = ConcurrentHashMap.newKeySet();

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      return known.add(token.id()) ? super.add(token, expectedEpoch, cap) : Addition.FULL;
    }
  }

  private static final class CountsAndAdds extends PassingTokens {
    private final Rendezvous allHaveCounted = new Rendezvous();

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      boolean full = list(token.grant().key()).size() >= cap;
      allHaveCounted.await();
      return full ? Addition.FULL : super.add(token, expectedEpoch, cap + 100);
    }
  }

  private static final class ComparesAndAdds extends PassingTokens {
    private final Rendezvous allHaveCompared = new Rendezvous();
    private final CountDownLatch revoked = new CountDownLatch(1);

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      boolean moved = epoch(token.grant().key()) != expectedEpoch;
      allHaveCompared.await();
      try {
        revoked.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return moved ? Addition.MOVED : super.add(token, epoch(token.grant().key()), cap);
    }

    @Override
    public int revoke(TokenHolder holder) {
      allHaveCompared.await();
      int ended = super.revoke(holder);
      revoked.countDown();
      return ended;
    }
  }

  private static final class AllForOne extends PassingTokens {
    @Override
    public boolean revoke(MembershipKey key, TokenId token) {
      boolean there = super.revoke(key, token);
      super.revoke(new TokenHolder.OfMembership(key));
      return there;
    }
  }

  private static final class Anybodys extends PassingTokens {
    private final Map<TokenId, MembershipKey> holders = new ConcurrentHashMap<>();

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      holders.put(token.id(), token.grant().key());
      return super.add(token, expectedEpoch, cap);
    }

    @Override
    public boolean revoke(MembershipKey key, TokenId token) {
      return super.revoke(holders.getOrDefault(token, key), token);
    }
  }

  private static final class Mistakes extends PassingTokens {
    private final Class<? extends TokenHolder> kind;

    Mistakes(Class<? extends TokenHolder> kind) {
      this.kind = kind;
    }

    @Override
    public int revoke(TokenHolder holder) {
      return super.revoke(kind.isInstance(holder) ? mistaken(holder) : holder);
    }

    private static TokenHolder mistaken(TokenHolder holder) {
      if (holder instanceof TokenHolder.OfMembership of) {
        return new TokenHolder.OfUser(of.key().provider(), of.key().user());
      }
      if (holder instanceof TokenHolder.OfSession of) {
        return new TokenHolder.OfUser(of.provider(), of.user());
      }
      if (holder instanceof TokenHolder.OfUser of) {
        return new TokenHolder.OfSession(of.provider(), of.user(), "session_2");
      }
      TokenHolder.OfOrganization of = (TokenHolder.OfOrganization) holder;
      return new TokenHolder.OfOrganization(of.provider(), new OrganizationId("another"));
    }
  }

  private static final class Toggles extends PassingTokens {
    private final Set<MembershipKey> suspended = ConcurrentHashMap.newKeySet();

    @Override
    public void suspend(MembershipKey key) {
      if (suspended.add(key)) {
        super.suspend(key);
      } else {
        resume(key);
      }
    }
  }

  private static final class SparesSuspended extends PassingTokens {
    @Override
    public boolean revoke(MembershipKey key, TokenId token) {
      boolean spared =
          list(key).stream()
              .anyMatch(one -> one.id().equals(token) && one.state() == State.SUSPENDED);
      return spared || super.revoke(key, token);
    }
  }

  private static final class Revives extends PassingTokens {
    private final Set<MembershipKey> resumed = ConcurrentHashMap.newKeySet();

    @Override
    public void resume(MembershipKey key) {
      resumed.add(key);
      super.resume(key);
    }

    @Override
    public Optional<Found> find(Hash hash) {
      return super.find(hash)
          .map(
              found ->
                  resumed.contains(found.token().grant().key())
                      ? new Found(as(found.token(), State.LIVE), found.storeTime())
                      : found);
    }
  }

  private static final class YoungestFirst extends PassingTokens {
    @Override
    public List<Token> list(MembershipKey key) {
      List<Token> reversed = new ArrayList<>(super.list(key));
      Collections.reverse(reversed);
      return reversed;
    }
  }

  private static final class ForgetsExpired extends PassingTokens {
    @Override
    public Optional<Found> find(Hash hash) {
      return super.find(hash)
          .filter(found -> found.storeTime().isBefore(found.token().expiresAt()));
    }
  }

  private static final class LastReport extends PassingTokens {
    private final Map<TokenId, Instant> last = new HashMap<>();

    @Override
    public void used(Map<TokenId, Instant> uses) {
      last.putAll(uses);
      super.used(uses);
    }

    @Override
    public Optional<Found> find(Hash hash) {
      return super.find(hash)
          .map(
              found ->
                  new Found(
                      usedAt(found.token(), last.get(found.token().id())), found.storeTime()));
    }
  }

  private static final class Stumbles extends PassingTokens {
    private final Set<TokenId> known = ConcurrentHashMap.newKeySet();

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      known.add(token.id());
      return super.add(token, expectedEpoch, cap);
    }

    @Override
    public void used(Map<TokenId, Instant> uses) {
      if (!known.containsAll(uses.keySet())) {
        throw new IllegalArgumentException("a token is unknown");
      }
      super.used(uses);
    }
  }

  private static final class Sweeps extends PassingTokens {
    private final boolean early;

    Sweeps(boolean early) {
      this.early = early;
    }

    @Override
    public int sweep(Duration keep, int most) {
      return early ? super.sweep(Duration.ZERO, most) : super.sweep(keep, Integer.MAX_VALUE);
    }
  }

  private static final class FoldsHolders extends PassingTokens {
    @Override
    public long epoch(MembershipKey key) {
      return super.epoch(folded(key));
    }

    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      Grant grant = token.grant();
      Grant folded =
          new Grant(
              folded(grant.key()),
              grant.membership(),
              grant.role(),
              grant.permissions(),
              grant.session(),
              grant.label());
      return super.add(with(token, folded), expectedEpoch, cap);
    }

    @Override
    public List<Token> list(MembershipKey key) {
      return super.list(folded(key));
    }

    private static MembershipKey folded(MembershipKey key) {
      return new MembershipKey(
          key.provider(),
          new OrganizationId(key.organization().value().toLowerCase(Locale.ROOT)),
          key.user());
    }
  }

  private static final class FoldsSessions extends PassingTokens {
    @Override
    public Addition add(NewToken token, long expectedEpoch, int cap) {
      Grant grant = token.grant();
      String session = grant.session();
      Grant folded =
          new Grant(
              grant.key(),
              grant.membership(),
              grant.role(),
              grant.permissions(),
              session == null ? null : session.toLowerCase(Locale.ROOT),
              grant.label());
      return super.add(with(token, folded), expectedEpoch, cap);
    }

    @Override
    public int revoke(TokenHolder holder) {
      return super.revoke(
          holder instanceof TokenHolder.OfSession of
              ? new TokenHolder.OfSession(
                  of.provider(), of.user(), of.session().toLowerCase(Locale.ROOT))
              : holder);
    }
  }

  private static final class FoldsIds extends PassingTokens {
    @Override
    public boolean revoke(MembershipKey key, TokenId token) {
      List<Token> alike =
          list(key).stream()
              .filter(one -> one.id().value().strip().equalsIgnoreCase(token.value().strip()))
              .toList();
      alike.forEach(one -> super.revoke(key, one.id()));
      return !alike.isEmpty();
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class TakesNull extends PassingTokens {
    @Override
    public void used(Map<TokenId, Instant> uses) {
      super.used(uses == null ? Map.of() : uses);
    }
  }
}
