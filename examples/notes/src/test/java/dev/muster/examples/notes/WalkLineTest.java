package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.feed.WalkProgress;
import dev.muster.store.WalkStore.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The line that tells how far a walk is. */
@Tag("FEED-5")
class WalkLineTest {
  @Test
  void a_walk_whose_end_can_be_told_has_a_bar() {
    assertThat(
            WalkLine.of(
                new WalkProgress(Phase.LISTING, 500, 1000, 10, Duration.ofSeconds(50), 3, 1)))
        .isEqualTo(
            "walk [##########..........] 50 % listing, 500 of about 1,000, 10 a second, 50 s left,"
                + " 3 repaired, 1 gone");
  }

  @Test
  void one_whose_end_can_not_be_told_has_none() {
    assertThat(WalkLine.of(new WalkProgress(Phase.LOOKING_UP, 1200, 1000, 0, null, 0, 7)))
        .isEqualTo("walk looking up, 1,200, 0 repaired, 7 gone");
  }
}
