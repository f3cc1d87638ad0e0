package dev.muster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A follower forgets and raises the mark at the worst moment: while a reader looks at both. */
@Tag("FEED-8")
@Tag("MEM-10")
class MarkBeforeFlagTest {
  private static final long EARLIER = 10;
  private static final long RAISED = 50;

  private final Watermark watermark = new Watermark();
  private final Watermark.Coverage run = watermark.coverage(1);
  private final Held held = new Held(run);

  @Test
  void no_mark_moves_what_was_forgotten_for_it() {
    watermark.raise(1, new Moment(EARLIER, EARLIER));
    held.meanwhile = this::follow;
    assertThat(held.asOf()).isEqualTo(new Moment(EARLIER, EARLIER));
    assertThat(held.asOf()).as("once it is forgotten").isEqualTo(held.statedAt());
  }

  @Test
  void nor_does_its_age_go_back() {
    watermark.raise(1, new Moment(EARLIER, EARLIER));
    held.meanwhile = this::follow;
    assertThat(held.ageNanos(RAISED, RAISED)).isEqualTo(RAISED - EARLIER);
    assertThat(held.ageNanos(RAISED, RAISED)).isEqualTo(RAISED);
  }

  @Test
  void control_a_flag_that_is_read_before_the_mark_lets_a_forgotten_yes_be_moved() {
    held.meanwhile = this::follow;
    boolean flag = held.isHeld();
    assertThat(flag).isTrue();
    assertThat(Objects.requireNonNull(run.mark()).nanos()).isEqualTo(RAISED);
  }

  private void follow() {
    held.forgotten = true;
    watermark.raise(1, new Moment(RAISED, RAISED));
  }

  /** Dated as evidence is; something happens right after its flag was read. */
  private static final class Held extends Dated {
    boolean forgotten;
    Runnable meanwhile = () -> {};

    Held(Watermark.Coverage run) {
      super(new Plain(), run, 0);
    }

    @Override
    boolean isHeld() {
      boolean before = !forgotten;
      meanwhile.run();
      return before;
    }
  }

  private static final class Plain extends Dated {
    Plain() {
      super(new Moment(0, 0));
    }

    @Override
    boolean isHeld() {
      return true;
    }
  }
}
