package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.OrganizationTokenStore.Token;
import dev.muster.store.TokenHolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a revocation and a suspension end, and what they leave. */
abstract class TokensRevokedThroughStore extends TokensAddedThroughStore {
  @Test
  @Tag("TOK-5")
  void one_token_is_revoked_and_the_others_stay() {
    NewToken lost = added(key);
    NewToken kept = added(key);

    assertThat(store.revoke(key, lost.id())).isTrue();
    assertThat(store.revoke(key, lost.id())).isTrue();

    isIn(State.REVOKED, lost);
    isIn(State.LIVE, kept);
    assertThat(stored(lost).grant()).isEqualTo(lost.grant());
  }

  @Test
  @Tag("TOK-5")
  void a_foreign_token_is_as_good_as_an_unknown_one() {
    NewToken foreign = added(key("org_1", "user_2"));
    NewToken elsewhere = added(key("org_2", "user_1"));

    assertThat(store.revoke(key, newId())).isFalse();
    assertThat(store.revoke(key, foreign.id())).isFalse();
    assertThat(store.revoke(key, elsewhere.id())).isFalse();

    isIn(State.LIVE, foreign, elsewhere);
  }

  @Test
  @Tag("TOK-4")
  void the_tokens_of_a_membership_end_together() {
    NewToken first = added(key);
    NewToken second = added(key, null);
    NewToken there = added(key("org_2", "user_1"));
    NewToken other = added(key("org_1", "user_2"));
    NewToken elsewhere = added(key(Cast.OTHER_PROVIDER, "org_1", "user_1"));

    assertThat(store.revoke(new TokenHolder.OfMembership(key))).isEqualTo(2);
    assertThat(store.revoke(new TokenHolder.OfMembership(key))).isZero();

    isIn(State.REVOKED, first, second);
    isIn(State.LIVE, there, other, elsewhere);
  }

  @Test
  @Tag("TOK-4")
  void the_tokens_of_an_organization_end_together() {
    NewToken first = added(key);
    NewToken other = added(key("org_1", "user_2"));
    NewToken there = added(key("org_2", "user_1"));
    NewToken elsewhere = added(key(Cast.OTHER_PROVIDER, "org_1", "user_1"));

    assertThat(store.revoke(new TokenHolder.OfOrganization(key.provider(), key.organization())))
        .isEqualTo(2);

    isIn(State.REVOKED, first, other);
    isIn(State.LIVE, there, elsewhere);
  }

  @Test
  @Tag("TOK-4")
  void the_tokens_of_a_user_end_together() {
    NewToken first = added(key);
    NewToken there = added(key("org_2", "user_1"));
    NewToken other = added(key("org_1", "user_2"));
    NewToken elsewhere = added(key(Cast.OTHER_PROVIDER, "org_1", "user_1"));

    assertThat(store.revoke(new TokenHolder.OfUser(key.provider(), key.user()))).isEqualTo(2);

    isIn(State.REVOKED, first, there);
    isIn(State.LIVE, other, elsewhere);
  }

  @Test
  @Tag("TOK-4")
  void the_tokens_that_a_session_issued_end_with_it() {
    NewToken first = added(key);
    NewToken there = added(key("org_2", "user_1"));
    NewToken later = added(key, "SESSION_1");
    NewToken vouched = added(key, null);
    NewToken other = added(key("org_1", "user_2"));
    NewToken elsewhere = added(key(Cast.OTHER_PROVIDER, "org_1", "user_1"));

    assertThat(store.revoke(new TokenHolder.OfSession(key.provider(), key.user(), SESSION)))
        .isEqualTo(2);

    isIn(State.REVOKED, first, there);
    isIn(State.LIVE, later, vouched, other, elsewhere);
  }

  @Test
  @Tag("TOK-4")
  void a_suspended_token_is_live_again_only_when_it_is_resumed() {
    NewToken token = added(key);
    NewToken other = added(key("org_1", "user_2"));
    NewToken there = added(key("org_2", "user_1"));

    store.suspend(key);
    store.suspend(key);
    store.resume(key("org_1", "user_2"));
    store.resume(key("org_2", "user_1"));

    isIn(State.SUSPENDED, token);
    isIn(State.LIVE, other, there);
    assertThat(store.list(key)).extracting(Token::state).containsExactly(State.SUSPENDED);
    store.resume(key);
    isIn(State.LIVE, token);
  }

  @Test
  @Tag("TOK-4")
  void a_suspended_token_can_be_revoked_and_not_resumed_then() {
    MembershipKey there = key("org_2", "user_1");
    NewToken alone = added(key);
    NewToken together = added(there);
    store.suspend(key);
    store.suspend(there);

    assertThat(store.revoke(key, alone.id())).isTrue();
    assertThat(store.revoke(new TokenHolder.OfMembership(there))).isEqualTo(1);

    store.resume(key);
    store.resume(there);
    isIn(State.REVOKED, alone, together);
  }

  @Test
  @Tag("TOK-4")
  @Tag("TOK-5")
  void a_revoked_token_is_never_live_again() {
    NewToken token = added(key);
    store.revoke(key, token.id());

    store.suspend(key);
    store.resume(key);
    var unused = store.add(token, store.epoch(key), CAP);

    isIn(State.REVOKED, token);
    assertThat(store.list(key)).isEmpty();
  }
}
