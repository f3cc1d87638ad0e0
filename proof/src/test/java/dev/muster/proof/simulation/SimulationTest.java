package dev.muster.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The laws on many seeds, and on nodes and mirrors that break them. {@code
 * -Dmuster.simulation.seeds} sets how many seeds.
 */
@Tag("MEM-4")
@Tag("MEM-5")
@Tag("MEM-7")
@Tag("MEM-8")
@Tag("ANS-2")
class SimulationTest {
  private static final long SEEDS = Long.getLong("muster.simulation.seeds", 1000);

  /** How many seeds a control may take to be caught; the default run has ten times as many. */
  private static final long CAUGHT_WITHIN = 300;

  private static final Function<InstantSource, MembershipStore> MIRROR =
      InMemoryMembershipStore::new;

  @Test
  void no_seed_breaks_a_law() {
    long answers = 0;
    long crashes = 0;
    long removals = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Simulation run = new Simulation(seed, Nodes::ours, MIRROR).run();
      assertThat(run.broken()).as("laws broken by seed %s", seed).isEmpty();
      answers += run.answers();
      crashes += run.crashes();
      removals += run.removals();
    }
    assertThat(answers).isGreaterThan(50 * SEEDS);
    assertThat(crashes).isGreaterThan(SEEDS / 2);
    assertThat(removals).isGreaterThan(SEEDS);
  }

  @Test
  void a_seed_that_breaks_a_law_replays_exactly() {
    long seed = firstThatBreaks("bounded staleness", Nodes::agesFromArrival, MIRROR);
    Map<String, String> first = new Simulation(seed, Nodes::agesFromArrival, MIRROR).run().broken();
    Map<String, String> again = new Simulation(seed, Nodes::agesFromArrival, MIRROR).run().broken();
    assertThat(first).isNotEmpty();
    assertThat(again).isEqualTo(first);
  }

  @Test
  void control_a_memory_that_counts_from_the_arrival_of_the_answer_is_caught() {
    isCaught("bounded staleness", Nodes::agesFromArrival, MIRROR);
  }

  @Test
  void control_a_node_with_one_clock_is_caught() {
    isCaught("bounded staleness", Nodes::oneClock, MIRROR);
  }

  @Test
  void control_a_failure_taken_for_a_no_is_caught() {
    isCaught("no wrongful denial", Nodes::failureIsNo, MIRROR);
  }

  @Test
  void control_grace_for_a_live_request_is_caught() {
    isCaught("grace only where it is due", Nodes::graceForLive, MIRROR);
  }

  @Test
  void control_a_mirror_without_epochs_is_caught() {
    isCaught("no resurrection", Nodes::ours, BrokenMirrors::withoutEpochs);
  }

  @Test
  void control_a_mirror_without_tombstones_is_caught() {
    isCaught("no resurrection", Nodes::ours, BrokenMirrors::withoutTombstones);
  }

  @Test
  void control_a_mirror_that_writes_no_intents_is_caught() {
    isCaught("bounded staleness", Nodes::ours, BrokenMirrors::withoutIntents);
  }

  private static void isCaught(
      String law, Nodes.Kind kind, Function<InstantSource, MembershipStore> mirror) {
    assertThat(firstThatBreaks(law, kind, mirror)).isLessThan(CAUGHT_WITHIN);
  }

  private static long firstThatBreaks(
      String law, Nodes.Kind kind, Function<InstantSource, MembershipStore> mirror) {
    for (long seed = 0; seed < CAUGHT_WITHIN; seed++) {
      if (new Simulation(seed, kind, mirror).run().broken().containsKey(law)) {
        return seed;
      }
    }
    return CAUGHT_WITHIN;
  }
}
