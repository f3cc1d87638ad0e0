package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-3")
class BelongingsTest {
  private final Belongings belongings = new Belongings();
  private final List<String> ended = new ArrayList<>();

  private void failing(String what) {
    ended.add(what);
    throw new IllegalArgumentException(what);
  }

  @Test
  void what_uses_something_ends_before_it() {
    belongings.last("node", ended::add);
    belongings.first("tool", ended::add);
    belongings.last("other node", ended::add);
    belongings.first("caller", ended::add);
    belongings.close();
    assertThat(ended).containsExactly("caller", "tool", "node", "other node");
  }

  @Test
  void each_ends_also_where_one_fails_and_the_failure_is_told() {
    belongings.last("one", this::failing);
    belongings.last("two", this::failing);
    belongings.last("three", ended::add);
    Throwable failed = catchThrowable(belongings::close);
    assertThat(ended).containsExactly("one", "two", "three");
    assertThat(failed).isInstanceOf(IllegalArgumentException.class).hasMessage("one");
    assertThat(failed.getSuppressed()).singleElement().extracting("message").isEqualTo("two");
    belongings.close();
    assertThat(ended).hasSize(3);
  }

  @Test
  void what_is_made_too_late_ends_at_once() {
    belongings.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> belongings.first("late", ended::add))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> belongings.last("too", ended::add));
    assertThatIllegalStateException().isThrownBy(belongings::requireOpen);
    assertThat(ended).containsExactly("late", "too");
  }
}
