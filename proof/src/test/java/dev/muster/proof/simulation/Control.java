package dev.muster.proof.simulation;

import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * A deliberately wrong node or mirror, and the law that it breaks.
 *
 * @param what what is wrong with it
 * @param law the law
 * @param kind its nodes
 * @param mirror its mirror
 */
record Control(
    String what, String law, Nodes.Kind kind, Function<InstantSource, MembershipStore> mirror) {
  static final Function<InstantSource, MembershipStore> RIGHT_MIRROR = InMemoryMembershipStore::new;

  static final List<Control> ALL =
      List.of(
          node(
              "counts an age from the arrival of the answer",
              "bounded staleness",
              Nodes::agesFromArrival),
          node("has one clock", "bounded staleness", Nodes::oneClock),
          node("takes a failure for a no", "no wrongful denial", Nodes::failureIsNo),
          node("gives grace to a live request", "grace only where it is due", Nodes::graceForLive),
          mirror("compares no epochs", "no resurrection", BrokenMirrors::withoutEpochs),
          mirror("leaves no tombstones", "no resurrection", BrokenMirrors::withoutTombstones),
          mirror(
              "writes nothing when a removal begins",
              "bounded staleness",
              BrokenMirrors::withoutIntents));

  private static Control node(String what, String law, Nodes.Kind kind) {
    return new Control("a node that " + what, law, kind, RIGHT_MIRROR);
  }

  private static Control mirror(
      String what, String law, Function<InstantSource, MembershipStore> mirror) {
    return new Control("a mirror that " + what, law, Nodes::ours, mirror);
  }

  Simulation run(long seed) {
    return new Simulation(seed, kind, mirror).run();
  }

  /** The seeds below a number that catch it. */
  long[] caughtBy(long seeds) {
    LongPredicate catches = seed -> run(seed).broken().containsKey(law);
    return LongStream.range(0, seeds).filter(catches).toArray();
  }
}
