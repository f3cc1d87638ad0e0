package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.Permission;
import dev.muster.name.TokenId;
import dev.muster.store.OrganizationTokenStore.Addition;
import dev.muster.store.OrganizationTokenStore.Found;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.OrganizationTokenStore.Token;
import dev.muster.store.TokenHolder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which tokens are added, and at which epoch. */
abstract class TokensAddedThroughStore extends OrganizationTokenSteps {
  @Test
  @Tag("TOK-2")
  void a_new_token_is_found_with_all_that_it_may_do_until_its_lifetime_is_over() {
    Set<Permission> permissions =
        Cast.LOOK_ALIKES.stream()
            .map(Permission::new)
            .collect(Collectors.toCollection(HashSet::new));
    Grant bare = new Grant(key, new MembershipId("membership_2"), null, Set.of(), null, "");
    Grant full =
        new Grant(
            key,
            new MembershipId(Cast.LOOK_ALIKES.get(3)),
            grant(key, SESSION).role(),
            permissions,
            Cast.LOOK_ALIKES.get(10),
            (String.join(" ", Cast.LOOK_ALIKES) + "x".repeat(255)).substring(0, 255));

    for (Grant grant : List.of(bare, full)) {
      NewToken token = added(token(grant, LONG));

      Found found = found(token);
      Token stored = found.token();
      assertThat(stored.id()).isEqualTo(token.id());
      assertThat(stored.grant()).isEqualTo(grant);
      assertThat(stored.state()).isEqualTo(State.LIVE);
      assertThat(stored.expiresAt()).isEqualTo(stored.issuedAt().plus(LONG));
      assertThat(stored.lastUsedAt()).isNull();
      assertThat(found.storeTime()).isBetween(stored.issuedAt(), stored.expiresAt());
    }
  }

  @Test
  @Tag("TOK-1")
  void an_unknown_hash_finds_nothing() {
    added(key);

    assertThat(store.find(newHash())).isEmpty();
  }

  @Test
  @Tag("TOK-2")
  void tokens_of_one_holder_live_side_by_side() {
    NewToken laptop = added(key);
    NewToken desktop = added(key);

    isIn(State.LIVE, laptop, desktop);
  }

  @Test
  @Tag("TOK-3")
  void nothing_is_added_at_an_epoch_before_a_revocation() {
    List<Runnable> revocations =
        List.of(
            () -> store.revoke(new TokenHolder.OfMembership(key)),
            () -> store.revoke(new TokenHolder.OfUser(key.provider(), key.user())),
            () -> store.revoke(new TokenHolder.OfOrganization(key.provider(), key.organization())),
            () -> store.revoke(new TokenHolder.OfSession(key.provider(), key.user(), SESSION)),
            () -> store.suspend(key));
    for (Runnable revocation : revocations) {
      NewToken token = token(key);
      long before = store.epoch(key);
      revocation.run();

      assertThat(store.add(token, before, CAP)).isEqualTo(Addition.MOVED);
      assertThat(store.find(token.hash())).isEmpty();
      added(token);
      store.revoke(key, token.id());
    }
  }

  @Test
  @Tag("MEM-13")
  @Tag("TOK-3")
  void an_epoch_moves_only_by_what_concerns_its_key() {
    long before = store.epoch(key);
    MembershipKey elsewhere = key(Cast.OTHER_PROVIDER, "org_1", "user_1");
    MembershipKey there = key("org_2", "user_1");
    MembershipKey other = key("org_1", "user_2");
    List.of(elsewhere, there, other).forEach(store::epoch);

    store.revoke(new TokenHolder.OfMembership(there));
    store.revoke(new TokenHolder.OfMembership(other));
    store.revoke(new TokenHolder.OfMembership(elsewhere));
    store.revoke(new TokenHolder.OfUser(other.provider(), other.user()));
    store.revoke(new TokenHolder.OfUser(elsewhere.provider(), elsewhere.user()));
    store.revoke(new TokenHolder.OfSession(other.provider(), other.user(), SESSION));
    store.revoke(new TokenHolder.OfOrganization(there.provider(), there.organization()));
    store.revoke(new TokenHolder.OfOrganization(elsewhere.provider(), elsewhere.organization()));
    store.suspend(other);

    assertThat(store.epoch(key)).isEqualTo(before);
    assertThat(store.add(token(key), before, CAP)).isEqualTo(Addition.ADDED);
  }

  @Test
  @Tag("TOK-2")
  void a_holder_has_no_more_tokens_than_the_cap() {
    NewToken first = added(key);
    added(key);
    store.suspend(key);
    NewToken third = added(key);
    NewToken tooMuch = token(key);

    assertThat(store.add(tooMuch, store.epoch(key), CAP)).isEqualTo(Addition.FULL);
    assertThat(store.find(tooMuch.hash())).isEmpty();
    isIn(State.SUSPENDED, first);
    isIn(State.LIVE, third);
    added(key("org_2", "user_1"));
    added(key("org_1", "user_2"));
  }

  @Test
  @Tag("TOK-2")
  void what_was_revoked_or_expired_leaves_room_for_others() {
    NewToken revoked = added(key);
    expired(key);
    added(key);
    store.revoke(key, revoked.id());

    added(key);
    added(key);
  }

  @Test
  @Tag("TOK-3")
  void an_addition_that_is_repeated_adds_nothing_more() {
    long epoch = store.epoch(key);
    NewToken token = token(key);
    assertThat(store.add(token, epoch, 1)).isEqualTo(Addition.ADDED);
    Token before = stored(token);

    assertThat(store.add(token, epoch, 1)).isEqualTo(Addition.ADDED);

    assertThat(store.list(key)).containsExactly(before);
  }

  @Test
  @Tag("TOK-2")
  @Tag("TOK-3")
  void of_many_additions_no_more_are_taken_than_the_cap() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      MembershipKey holder = key("org_" + round, "user_1");
      long epoch = store.epoch(holder);

      List<Addition> additions = Race.run(runner -> () -> store.add(token(holder), epoch, CAP));

      assertThat(additions).filteredOn(Addition.ADDED::equals).hasSize(CAP);
      assertThat(store.list(holder)).hasSize(CAP);
    }
  }

  @Test
  @Tag("TOK-3")
  void no_race_of_additions_and_a_revocation_leaves_a_live_token() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      MembershipKey holder = key("org_" + round, "user_2");
      long epoch = store.epoch(holder);

      List<TokenId> ids =
          Race.run(
              runner ->
                  () -> {
                    NewToken token = token(holder);
                    if (runner == 0) {
                      store.revoke(new TokenHolder.OfMembership(holder));
                    } else {
                      store.add(token, epoch, Race.RUNNERS);
                    }
                    return token.id();
                  });

      assertThat(ids).hasSize(Race.RUNNERS);
      assertThat(store.list(holder)).isEmpty();
    }
  }
}
