package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ProviderInstance;
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
  @Tag("MEM-13")
  @Tag("SES-6")
  void a_token_of_another_provider_instance_is_another_token() {
    RefreshStore.Key elsewhere = token(Cast.OTHER_PROVIDER, token.tokenHash());
    claim(mine);

    isYours(store.claim(elsewhere, theirs, LONG));
    store.complete(elsewhere, theirs, "elsewhere", LONG);

    isBusy(claim(third));
    complete(mine, "here");
    isDone(store.claim(elsewhere, third, LONG), "elsewhere");
    isDone(claim(third), "here");
  }

  @Test
  @Tag("DB-1")
  @Tag("MEM-13")
  @Tag("SES-6")
  void tokens_that_look_alike_are_different_tokens() {
    String hash = "a" + randomHex().substring(1) + randomHex().substring(1) + "a";
    List<RefreshStore.Key> alike = new ArrayList<>();
    alike.add(token(Cast.PROVIDER, hash));
    alike.add(token(Cast.PROVIDER, "b" + hash.substring(1)));
    alike.add(token(Cast.PROVIDER, hash.substring(0, 63) + "b"));
    Cast.LOOK_ALIKES.forEach(name -> alike.add(token(new ProviderInstance(name), hash)));

    alike.forEach(key -> isYours(store.claim(key, mine, LONG)));
    for (int i = 0; i < alike.size(); i++) {
      assertThat(store.complete(alike.get(i), mine, "outcome " + i, LONG)).isTrue();
    }

    for (int i = 0; i < alike.size(); i++) {
      isDone(store.claim(alike.get(i), theirs, LONG), "outcome " + i);
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
