package dev.muster.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws on many seeds of nodes with a feed, and on feeds that break them. {@code
 * -Dmuster.simulation.seeds} sets how many seeds, twenty of them for one of the feed's.
 */
@Tag("once")
@Tag("MEM-10")
@Tag("FEED-1")
@Tag("FEED-2")
@Tag("FEED-3")
@Tag("FEED-5")
@Tag("FEED-8")
class FeedSimulationTest {
  private static final long SEEDS = Long.getLong("muster.simulation.seeds", 1000) / 20;

  /** On how many seeds a control is tried at most. */
  private static final long CONTROL_SEEDS = 400;

  @Test
  void no_seed_breaks_a_law() {
    Map<FeedSimulation.Count, Long> all = new EnumMap<>(FeedSimulation.Count.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      FeedSimulation run = new FeedSimulation(seed, FeedKind.OURS, null).run();
      assertThat(run.broken())
          .as("laws broken by seed %s", seed)
          .withFailMessage(told(seed, FeedKind.OURS, run))
          .isEmpty();
      run.counts().forEach((what, times) -> all.merge(what, times, Long::sum));
    }
    for (FeedSimulation.Count what : FeedSimulation.Count.values()) {
      if (what != FeedSimulation.Count.SUSPECTED && what != FeedSimulation.Count.ROLES_ASTRAY) {
        assertThat(all.getOrDefault(what, 0L)).as(what.name()).isPositive();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> each_control_is_caught() {
    return FeedControl.ALL.stream()
        .map(
            control ->
                dynamicTest(
                    control.what(),
                    () -> assertThat(control.firstCatch(CONTROL_SEEDS)).isPresent()));
  }

  @Test
  void a_seed_that_breaks_a_law_replays_exactly() {
    FeedControl control = FeedControl.ALL.get(3);
    long seed = control.firstCatch(CONTROL_SEEDS).orElseThrow();
    List<String> first = new ArrayList<>();
    List<String> again = new ArrayList<>();
    Map<String, String> broken = control.run(seed, first).broken();
    assertThat(broken).isNotEmpty();
    assertThat(control.run(seed, again).broken()).isEqualTo(broken);
    assertThat(first).anyMatch(line -> line.contains("BROKEN"));
    assertThat(again).isEqualTo(first);
  }

  private static String told(long seed, FeedKind kind, FeedSimulation run) {
    if (run.broken().isEmpty()) {
      return "";
    }
    List<String> history = new ArrayList<>();
    var unused = new FeedSimulation(seed, kind, history).run();
    return "seed " + seed + " breaks " + run.broken() + "\n" + String.join("\n", history);
  }
}
