package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore.Addition;
import dev.muster.store.OrganizationTokenStore.Found;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.OrganizationTokenStore.Token;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Holders and tokens of its own for each test, so that all of them can share one database. */
abstract class OrganizationTokenSteps extends Suite {
  static final Duration LONG = Duration.ofHours(2);
  static final int CAP = 3;
  static final String SESSION = "session_1";

  /** Ids that no other test has. */
  private final String own = UUID.randomUUID().toString();

  final MembershipKey key = key("org_1", "user_1");
  OrganizationTokenStore store;

  /**
   * Opens a store. Called once for each test; what other tests left in it is in nobody's way.
   *
   * @return the store, safe for many threads
   * @throws Exception if it can't be opened; the test fails
   */
  protected abstract OrganizationTokenStore open() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
  }

  final MembershipKey key(String organization, String user) {
    return key(Cast.PROVIDER, organization, user);
  }

  final MembershipKey key(ProviderInstance provider, String organization, String user) {
    return new MembershipKey(
        provider, new OrganizationId(own + organization), new UserId(own + user));
  }

  static Grant grant(MembershipKey of, @Nullable String session) {
    return new Grant(
        of,
        new MembershipId("membership_1"),
        new Role("admin"),
        Set.of(new Permission("doc:read"), new Permission("doc:write")),
        session,
        "laptop");
  }

  static NewToken token(MembershipKey of) {
    return token(grant(of, SESSION), LONG);
  }

  static NewToken token(Grant grant, Duration lifetime) {
    return new NewToken(newId(), newHash(), grant, lifetime);
  }

  static TokenId newId() {
    return new TokenId(UUID.randomUUID().toString());
  }

  static Hash newHash() {
    return new Hash(randomHex() + randomHex());
  }

  static String randomHex() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Adds a token at the epoch of now. */
  final NewToken added(NewToken token) {
    assertThat(store.add(token, store.epoch(token.grant().key()), CAP)).isEqualTo(Addition.ADDED);
    return token;
  }

  final NewToken added(MembershipKey of) {
    return added(token(of));
  }

  final NewToken added(MembershipKey of, @Nullable String session) {
    return added(token(grant(of, session), LONG));
  }

  /** A token of the holder that had expired as soon as it was there. */
  final NewToken expired(MembershipKey of) {
    return added(token(grant(of, SESSION), Duration.ZERO));
  }

  final Found found(NewToken token) {
    return store.find(token.hash()).orElseThrow();
  }

  final Token stored(NewToken token) {
    return found(token).token();
  }

  final void isIn(State state, NewToken... tokens) {
    for (NewToken token : tokens) {
      assertThat(stored(token).state()).isEqualTo(state);
    }
  }

  /** Waits until the store's clock shows a later time than at the token's addition. */
  final void untilLaterThan(NewToken token) {
    Found found = found(token);
    while (!found.storeTime().isAfter(found.token().issuedAt())) {
      found = found(token);
    }
  }
}
