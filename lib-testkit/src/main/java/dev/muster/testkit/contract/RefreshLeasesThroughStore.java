package dev.muster.testkit.contract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Leases that end. */
abstract class RefreshLeasesThroughStore extends RefreshKeysThroughStore {
  @Test
  @Tag("SES-6")
  void a_lease_that_ended_is_lost_to_the_next() {
    claimInPassing(mine);

    isYours(claim(theirs));

    isBusy(claim(mine));
    isBusy(claim(third));
  }

  @Test
  @Tag("SES-6")
  void a_released_token_is_the_next_ones() {
    claim(mine);

    store.release(token, mine);
    store.release(token, mine);

    isYours(claim(theirs));
  }

  @Test
  @Tag("SES-6")
  void a_release_of_what_somebody_else_holds_changes_nothing() {
    claimInPassing(mine);
    claim(theirs);

    store.release(token, mine);
    store.release(token, third);

    isBusy(claim(third));
  }

  @Test
  @Tag("SES-6")
  void a_release_takes_no_outcome_back() {
    claim(mine);
    complete(mine, "outcome");

    store.release(token, mine);
    store.release(token, theirs);

    isDone(claim(theirs), "outcome");
  }
}
