package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.store.RefreshStore;
import dev.muster.store.RefreshStore.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who exchanges a token. */
abstract class RefreshClaimsThroughStore extends RefreshStoreSteps {
  @Test
  @Tag("SES-6")
  void a_token_that_nobody_exchanges_is_the_claimers() {
    isYours(claim(mine));
  }

  @Test
  @Tag("SES-6")
  void a_claimed_token_is_busy_for_everybody_else() {
    claim(mine);

    isBusy(claim(theirs));
    isBusy(store.claim(token, theirs, Duration.ZERO));
    isBusy(claim(third));
  }

  @Test
  @Tag("SES-6")
  void asking_again_with_the_same_claim_keeps_it_and_extends_the_lease() {
    claimInPassing(mine);

    isYours(claim(mine));
    isYours(claim(mine));

    isBusy(claim(theirs));
  }

  @Test
  @Tag("SES-6")
  void of_many_claims_exactly_one_is_given() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      oneIsGiven(newToken());
    }
  }

  @Test
  @Tag("SES-6")
  void of_many_claims_after_a_lease_ended_exactly_one_is_given() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      RefreshStore.Key abandoned = newToken();
      isYours(store.claim(abandoned, mine, Duration.ZERO));
      oneIsGiven(abandoned);
    }
  }

  private void oneIsGiven(RefreshStore.Key key) {
    List<UUID> claims = new ArrayList<>();
    for (int i = 0; i < Race.RUNNERS; i++) {
      claims.add(UUID.randomUUID());
    }
    List<Claim> given = Race.run(i -> () -> store.claim(key, claims.get(i), LONG));

    assertThat(given).filteredOn(new Claim.Yours()::equals).hasSize(1);
    assertThat(given).filteredOn(new Claim.Busy()::equals).hasSize(Race.RUNNERS - 1);
    isYours(store.claim(key, claims.get(given.indexOf(new Claim.Yours())), LONG));
  }
}
