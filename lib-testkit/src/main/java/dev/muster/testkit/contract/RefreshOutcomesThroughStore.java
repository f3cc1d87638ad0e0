package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.store.RefreshStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose outcome stands. */
abstract class RefreshOutcomesThroughStore extends RefreshLeasesThroughStore {
  @Test
  @Tag("SES-6")
  void an_outcome_that_was_recorded_is_everybodys() {
    String outcome = "m1.sealed-" + "x_Y".repeat(20_000);
    claim(mine);

    assertThat(complete(mine, outcome)).isTrue();

    isDone(claim(theirs), outcome);
    isDone(claim(third), outcome);
    isDone(claim(mine), outcome);
    assertThat(claim(theirs).toString()).doesNotContain("sealed");
  }

  @Test
  @Tag("SES-6")
  void of_many_outcomes_exactly_one_is_recorded() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      RefreshStore.Key exchanged = newToken();
      isYours(store.claim(exchanged, mine, Duration.ZERO));
      List<Boolean> recorded =
          Race.run(i -> () -> store.complete(exchanged, UUID.randomUUID(), "outcome " + i, LONG));

      assertThat(recorded).filteredOn(Boolean::booleanValue).hasSize(1);
      isDone(store.claim(exchanged, theirs, LONG), "outcome " + recorded.indexOf(true));
    }
  }

  @Test
  @Tag("SES-6")
  void an_outcome_of_a_lost_lease_is_recorded_while_there_is_no_other() {
    claimInPassing(mine);
    isYours(claim(theirs));

    assertThat(complete(mine, "late")).isTrue();

    isDone(claim(third), "late");
    isDone(claim(theirs), "late");
    assertThat(complete(theirs, "later")).isFalse();
    isDone(claim(third), "late");
  }

  @Test
  @Tag("SES-6")
  void an_outcome_is_recorded_where_the_lease_left_no_row() {
    claim(mine);
    store.release(token, mine);

    assertThat(complete(mine, "late")).isTrue();

    isDone(claim(theirs), "late");
  }

  @Test
  @Tag("SES-6")
  void the_first_outcome_stands() {
    claim(mine);
    complete(mine, "first");

    assertThat(complete(theirs, "second")).isFalse();
    assertThat(complete(mine, "third")).as("told again").isTrue();

    isDone(claim(theirs), "first");
  }
}
