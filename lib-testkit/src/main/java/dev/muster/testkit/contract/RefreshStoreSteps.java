package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.store.RefreshStore;
import dev.muster.store.RefreshStore.Claim;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Tokens of its own for each test, so that all of them can share one database. */
abstract class RefreshStoreSteps extends Suite {
  static final Duration LONG = Duration.ofHours(1);

  final UUID mine = UUID.randomUUID();
  final UUID theirs = UUID.randomUUID();
  final UUID third = UUID.randomUUID();
  final RefreshStore.Key token = newToken();
  RefreshStore store;

  /**
   * Opens a store. Called once for each test; what other tests left in it is in nobody's way.
   *
   * @return the store, safe for many threads
   * @throws Exception if it can't be opened; the test fails
   */
  protected abstract RefreshStore open() throws Exception;

  /**
   * Counts the rows of the store that was opened last, those whose time is over among them.
   *
   * @return their number
   * @throws Exception if they can't be counted; the test fails
   */
  protected abstract int rows() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
  }

  static final RefreshStore.Key newToken() {
    return new RefreshStore.Key(Cast.PROVIDER, randomHex() + randomHex());
  }

  static final String randomHex() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  final Claim claim(UUID claim) {
    return store.claim(token, claim, LONG);
  }

  /** A claim whose lease ends at once. */
  final void claimInPassing(UUID claim) {
    assertThat(store.claim(token, claim, Duration.ZERO)).isEqualTo(new Claim.Yours());
  }

  final boolean complete(UUID claim, String outcome) {
    return store.complete(token, claim, outcome, LONG);
  }

  final void isYours(Claim claim) {
    assertThat(claim).isEqualTo(new Claim.Yours());
  }

  final void isBusy(Claim claim) {
    assertThat(claim).isEqualTo(new Claim.Busy());
  }

  final void isDone(Claim claim, String outcome) {
    assertThat(claim).isEqualTo(new Claim.Done(outcome));
  }
}
