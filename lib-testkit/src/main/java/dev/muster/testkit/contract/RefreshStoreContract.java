package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.store.RefreshStore;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link dev.muster.store.RefreshStore} does. Extend it, open a store, count its rows,
 * and all tests must pass. The tests may share one store or one database.
 */
public abstract class RefreshStoreContract extends RefreshOutcomesThroughStore {
  /** More outcomes than a store may leave lying about when their time is over. */
  private static final int MANY = 60;

  /** For a subclass. */
  protected RefreshStoreContract() {}

  @Test
  @Tag("SES-6")
  void an_outcome_is_kept_for_its_time_and_no_longer() {
    claim(mine);
    assertThat(store.complete(token, mine, "short", Duration.ZERO)).isTrue();

    isYours(claim(theirs));
    assertThat(complete(theirs, "long")).isTrue();

    isDone(claim(third), "long");
  }

  @Test
  @Tag("SES-6")
  void rows_whose_time_is_over_do_not_pile_up_and_others_stay() throws Exception {
    claim(mine);
    RefreshStore.Key kept = newToken();
    store.complete(kept, mine, "kept", LONG);
    int before = rows();

    for (int i = 0; i < MANY; i++) {
      RefreshStore.Key over = newToken();
      isYours(store.claim(over, mine, LONG));
      store.complete(over, mine, "over", Duration.ZERO);
    }

    assertThat(rows()).isLessThan(before + MANY / 2);
    isBusy(claim(theirs));
    isDone(store.claim(kept, theirs, LONG), "kept");
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    refuses("key", () -> store.claim(null, mine, LONG));
    refuses("claim", () -> store.claim(token, null, LONG));
    refuses("lease", () -> store.claim(token, mine, null));
    refuses("key", () -> store.complete(null, mine, "outcome", LONG));
    refuses("claim", () -> store.complete(token, null, "outcome", LONG));
    refuses("outcome", () -> store.complete(token, mine, null, LONG));
    refuses("keep", () -> store.complete(token, mine, "outcome", null));
    refuses("key", () -> store.release(null, mine));
    refuses("claim", () -> store.release(token, null));
    isYours(claim(mine));
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(parameter);
  }
}
