package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.TokenId;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.OrganizationTokenStore.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is listed, when tokens were used, and what is swept. */
abstract class TokenListsThroughStore extends TokensRevokedThroughStore {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  private static final int ALL = 1_000_000;

  @Test
  @Tag("TOK-2")
  void a_list_holds_what_is_live_or_suspended_the_oldest_first() {
    NewToken first = added(key);
    untilLaterThan(first);
    NewToken second = added(key);
    untilLaterThan(second);
    NewToken third = added(key);
    added(key("org_2", "user_1"));
    added(key("org_1", "user_2"));
    store.revoke(key, second.id());
    store.suspend(key);

    assertThat(store.list(key)).containsExactly(stored(first), stored(third));
    assertThat(store.list(key("org_3", "user_1"))).isEmpty();
  }

  @Test
  @Tag("SCOPE-3")
  @Tag("TOK-2")
  void what_expired_is_found_and_not_listed() {
    NewToken over = expired(key);

    assertThat(stored(over).state()).isEqualTo(State.LIVE);
    assertThat(stored(over).expiresAt()).isBeforeOrEqualTo(found(over).storeTime());
    assertThat(store.list(key)).isEmpty();
  }

  @Test
  @Tag("TOK-6")
  void the_latest_use_stands_whatever_comes_after_it() {
    NewToken token = added(key);
    NewToken other = added(key);
    NewToken idle = added(key);

    store.used(Map.of(token.id(), NOON, other.id(), NOON));
    store.used(Map.of(token.id(), NOON.plusSeconds(1), other.id(), NOON.minusSeconds(1)));
    store.used(Map.of());

    assertThat(stored(token).lastUsedAt()).isEqualTo(NOON.plusSeconds(1));
    assertThat(stored(other).lastUsedAt()).isEqualTo(NOON);
    assertThat(stored(idle).lastUsedAt()).isNull();
    assertThat(store.list(key))
        .filteredOn(listed -> listed.id().equals(token.id()))
        .extracting(Token::lastUsedAt)
        .containsExactly(NOON.plusSeconds(1));
  }

  @Test
  @Tag("TOK-6")
  void the_use_of_an_unknown_token_is_passed_over() {
    NewToken token = added(key);
    TokenId unknown = newId();

    store.used(Map.of(unknown, NOON, token.id(), NOON));

    assertThat(stored(token).lastUsedAt()).isEqualTo(NOON);
    assertThat(store.list(key)).hasSize(1);
  }

  @Test
  @Tag("TOK-5")
  void only_what_expired_long_enough_ago_is_swept() {
    NewToken over = expired(key);
    NewToken revoked = added(key);
    NewToken live = added(key);
    NewToken overAndRevoked = expired(key);
    store.revoke(key, revoked.id());
    store.revoke(key, overAndRevoked.id());

    store.sweep(Duration.ofHours(1), ALL);
    assertThat(store.find(over.hash())).isPresent();

    assertThat(store.sweep(Duration.ZERO, ALL)).isGreaterThanOrEqualTo(2);
    assertThat(store.find(over.hash())).isEmpty();
    assertThat(store.find(overAndRevoked.hash())).isEmpty();
    isIn(State.REVOKED, revoked);
    isIn(State.LIVE, live);
  }

  @Test
  @Tag("TOK-3")
  @Tag("TOK-5")
  void a_sweep_leaves_the_epoch_where_it_is() {
    store.suspend(key);
    expired(key);
    long before = store.epoch(key);

    store.sweep(Duration.ZERO, ALL);

    assertThat(store.epoch(key)).isEqualTo(before);
  }

  @Test
  @Tag("TOK-5")
  void a_sweep_deletes_no_more_than_it_may() {
    store.sweep(Duration.ZERO, ALL);
    expired(key);
    expired(key);
    expired(key);

    assertThat(store.sweep(Duration.ZERO, 2)).isEqualTo(2);
    assertThat(store.sweep(Duration.ZERO, 2)).isEqualTo(1);
    assertThat(store.sweep(Duration.ZERO, 2)).isZero();
  }
}
