package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.name.TokenId;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.OrganizationTokenStore.Token;
import dev.muster.store.TokenHolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link dev.muster.store.OrganizationTokenStore} does. Extend it, open a store, and all
 * tests must pass. The tests may share one store or one database, one test at a time.
 */
public abstract class OrganizationTokenStoreContract extends TokenListsThroughStore {
  /** For a subclass. */
  protected OrganizationTokenStoreContract() {}

  @Test
  @Tag("DB-1")
  @Tag("MEM-13")
  @Tag("TOK-3")
  void holders_that_look_alike_are_different_holders() {
    List<NewToken> tokens = new ArrayList<>();
    for (String name : Cast.LOOK_ALIKES) {
      tokens.add(added(key(name, "user_1")));
      tokens.add(added(key("org_1", name)));
      tokens.add(added(key(new ProviderInstance(name), "org_1", "user_1")));
    }

    for (NewToken token : tokens) {
      assertThat(store.list(token.grant().key())).extracting(Token::id).containsExactly(token.id());
      assertThat(store.revoke(new TokenHolder.OfMembership(token.grant().key()))).isEqualTo(1);
    }
  }

  @Test
  @Tag("DB-1")
  @Tag("MEM-13")
  @Tag("TOK-4")
  void sessions_that_look_alike_are_different_sessions() {
    List<NewToken> tokens = new ArrayList<>();
    for (int i = 0; i < Cast.LOOK_ALIKES.size(); i++) {
      tokens.add(added(key("org_" + i, "user_1"), Cast.LOOK_ALIKES.get(i)));
    }

    for (String session : Cast.LOOK_ALIKES) {
      assertThat(store.revoke(new TokenHolder.OfSession(key.provider(), key.user(), session)))
          .isEqualTo(1);
    }
    assertThat(tokens).allSatisfy(token -> isIn(State.REVOKED, token));
  }

  @Test
  @Tag("DB-1")
  @Tag("TOK-1")
  void tokens_that_look_alike_are_different_tokens() {
    String hash = "a" + randomHex().substring(1) + randomHex().substring(1) + "a";
    String id = newId().value();
    NewToken first =
        added(new NewToken(new TokenId(id + " a"), new Hash(hash), grant(key, SESSION), LONG));
    NewToken second =
        added(
            new NewToken(
                new TokenId(id + " A"),
                new Hash("b" + hash.substring(1)),
                grant(key, SESSION),
                LONG));
    NewToken third =
        added(
            new NewToken(
                new TokenId(id + " a "),
                new Hash(hash.substring(0, 63) + "b"),
                grant(key, SESSION),
                LONG));

    store.revoke(key, second.id());

    isIn(State.REVOKED, second);
    isIn(State.LIVE, first, third);
    assertThat(List.of(stored(first).id(), stored(second).id(), stored(third).id()))
        .containsExactly(first.id(), second.id(), third.id());
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    MembershipKey none = null;
    refuses("key", () -> store.epoch(none));
    refuses("token", () -> store.add(null, 0, CAP));
    refuses("hash", () -> store.find(null));
    refuses("key", () -> store.list(none));
    refuses("key", () -> store.revoke(none, newId()));
    refuses("token", () -> store.revoke(key, null));
    refuses("holder", () -> store.revoke(null));
    refuses("key", () -> store.suspend(none));
    refuses("key", () -> store.resume(none));
    refuses("uses", () -> store.used(null));
    refuses("keep", () -> store.sweep((Duration) null, 1));
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(parameter);
  }
}
