package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.ProviderInstance;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link dev.muster.store.ChangeStore} does. Extend it, open a store with the mirror,
 * the register and the tokens that it writes, and all tests must pass. The tests may share one
 * database.
 */
public abstract class ChangeStoreContract extends ChangesEndThroughStore {
  private static final int MANY = 100;

  /** For a subclass. */
  protected ChangeStoreContract() {}

  @Test
  @Tag("ADM-3")
  void a_change_is_not_taken_up_before_it_is_due() {
    Change due = roleChange();
    begun(roleChange(), LATER);
    begun(removal(key));
    begun(due, Duration.ZERO);

    assertThat(take(MANY)).containsExactly(due);
  }

  @Test
  @Tag("ADM-3")
  void a_change_that_was_taken_up_is_not_due_again_for_a_while() {
    Change change = roleChange();
    begun(change, Duration.ZERO);

    assertThat(store.takeDue(provider, Duration.ZERO, MANY)).containsExactly(change);
    assertThat(take(MANY)).containsExactly(change);
    assertThat(take(MANY)).isEmpty();
    assertThat(store.standing(organization).open()).containsExactly(change);
  }

  @Test
  @Tag("ADM-3")
  void the_longest_due_are_taken_up_first_and_no_more_than_asked_for() {
    List<Change> due = new ArrayList<>();
    for (Change change : changes()) {
      begun(change, Duration.ZERO);
      due.add(change);
    }
    Change again = due.remove(0);
    assertThat(store.takeDue(provider, Duration.ZERO, 1)).containsExactly(again);
    due.add(again);

    assertThat(take(2)).isEqualTo(due.subList(0, 2));
    assertThat(take(MANY)).isEqualTo(due.subList(2, due.size()));
  }

  @Test
  @Tag("MEM-13")
  void changes_of_another_provider_instance_are_somebody_elses() {
    begun(roleChange(), Duration.ZERO);

    assertThat(store.takeDue(new ProviderInstance(provider.value() + "-2"), LATER, MANY)).isEmpty();
    assertThat(store.takeDue(upperCase(), LATER, MANY)).isEmpty();
    assertThat(take(MANY)).hasSize(1);
  }

  @Test
  @Tag("ADM-3")
  void a_change_that_is_finished_is_never_due() {
    Change change = roleChange();
    begun(change, Duration.ZERO);
    store.finish(change.id(), End.DONE);

    assertThat(take(MANY)).isEmpty();
  }

  @Test
  @Tag("ADM-3")
  void of_many_who_take_up_changes_one_gets_each() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      Change first = roleChange();
      Change second = roleChange();
      begun(first, Duration.ZERO);
      begun(second, Duration.ZERO);

      List<List<Change>> taken = Race.run(i -> () -> take(1 + i % 2));

      assertThat(taken.stream().flatMap(List::stream)).containsExactlyInAnyOrder(first, second);
    }
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    Change change = roleChange();
    Change.Removal removal = removal(key);
    var seen = seen(organization);
    refuses("subject", () -> store.standing(null));
    refuses("change", () -> store.begin(null, seen, LATER));
    refuses("seen", () -> store.begin(change, null, LATER));
    refuses("due", () -> store.begin(change, seen, null));
    refuses("removal", () -> store.begin(null, tombstone(removal, 0), seen, LATER));
    refuses("tombstone", () -> store.begin(removal, null, seen, LATER));
    refuses("seen", () -> store.begin(removal, tombstone(removal, 0), null, LATER));
    refuses("due", () -> store.begin(removal, tombstone(removal, 0), seen, null));
    refuses("change", () -> store.finish(null, End.DONE));
    refuses("end", () -> store.finish(change.id(), null));
    refuses("provider", () -> store.takeDue(null, LATER, 1));
    refuses("again", () -> store.takeDue(provider, null, 1));
    assertThat(seen(organization)).isEqualTo(seen);
  }

  private List<Change> take(int most) {
    return store.takeDue(provider, LATER, most);
  }

  private ProviderInstance upperCase() {
    return new ProviderInstance("C" + provider.value().substring(1));
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(parameter);
  }
}
