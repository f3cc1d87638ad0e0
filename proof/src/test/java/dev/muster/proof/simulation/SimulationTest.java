package dev.muster.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws on many seeds, and on nodes and mirrors that break them. {@code
 * -Dmuster.simulation.seeds} sets how many seeds; {@code -Dmuster.laws.write=true} writes the table
 * of controls into docs/laws.md.
 */
@Tag("once")
@Tag("MEM-4")
@Tag("MEM-5")
@Tag("MEM-7")
@Tag("MEM-8")
@Tag("ANS-2")
class SimulationTest {
  private static final long SEEDS = Long.getLong("muster.simulation.seeds", 1000);

  /** How many seeds a control is tried on; the run of the laws has several times as many. */
  private static final long CONTROL_SEEDS = 300;

  private static final Map<Control, long[]> CAUGHT = new HashMap<>();

  private static final Path PAPER = Path.of("..", "docs", "laws.md");
  private static final String BEGIN = "<!-- begin controls -->\n";
  private static final String END = "<!-- end controls -->";

  @Test
  void no_seed_breaks_a_law() {
    long answers = 0;
    long crashes = 0;
    long removals = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Simulation run = new Simulation(seed, Nodes::ours, Control.RIGHT_MIRROR).run();
      assertThat(run.broken()).as("laws broken by seed %s", seed).isEmpty();
      answers += run.answers();
      crashes += run.crashes();
      removals += run.removals();
    }
    assertThat(answers).isGreaterThan(50 * SEEDS);
    assertThat(crashes).isGreaterThan(SEEDS / 2);
    assertThat(removals).isGreaterThan(SEEDS);
  }

  @TestFactory
  Stream<DynamicTest> each_control_is_caught() {
    return Control.ALL.stream()
        .map(
            control ->
                dynamicTest(control.what(), () -> assertThat(caughtBy(control)).isNotEmpty()));
  }

  @Test
  void a_seed_that_breaks_a_law_replays_exactly() {
    Control control = Control.ALL.get(0);
    long seed = caughtBy(control)[0];
    Map<String, String> first = control.run(seed).broken();
    Map<String, String> again = control.run(seed).broken();
    assertThat(first).isNotEmpty();
    assertThat(again).isEqualTo(first);
  }

  @Test
  void the_manual_says_how_often_each_control_is_caught() throws IOException {
    String paper = Files.readString(PAPER);
    int begin = paper.indexOf(BEGIN) + BEGIN.length();
    String right = paper.substring(0, begin) + table() + paper.substring(paper.indexOf(END));
    if (Boolean.getBoolean("muster.laws.write")) {
      Files.writeString(PAPER, right);
      paper = right;
    }
    assertThat(paper).isEqualTo(right);
  }

  /** Counted once for all the tests that ask. */
  private static long[] caughtBy(Control control) {
    return CAUGHT.computeIfAbsent(control, each -> each.caughtBy(CONTROL_SEEDS));
  }

  private static String table() {
    List<String> rows =
        Control.ALL.stream()
            .map(
                control -> {
                  long[] seeds = caughtBy(control);
                  return "| %s | %s | %d | %d of %d |\n"
                      .formatted(
                          control.what(), control.law(), seeds[0], seeds.length, CONTROL_SEEDS);
                })
            .toList();
    return rows.stream()
        .collect(
            Collectors.joining(
                "",
                "| control | breaks | first seed | caught by |\n| --- | --- | --- | --- |\n",
                ""));
  }
}
