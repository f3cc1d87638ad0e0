package dev.muster.proof.failure;

import dev.muster.membership.Freshness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An operation that was done with or without a breakdown, and again when all worked; and at last
 * the provider was asked anew.
 *
 * @param calls what was called until then
 * @param before what lasted before it
 * @param answer what it came to
 * @param left what lasted after it
 * @param again what it came to when all worked
 * @param end what lasted in the end
 */
record Run(
    List<String> calls,
    List<String> before,
    Answer answer,
    List<String> left,
    Answer again,
    List<String> end) {

  static Run of(Operation operation, House.Build build, Wire.@Nullable Breakdown breakdown) {
    try (House house = new House(build)) {
      Supplier<Answer> act = operation.prepare().apply(house);
      List<String> before = house.ground();
      house.wire().watch(breakdown);
      Answer answer = act.get();
      List<String> calls = house.wire().mend();
      List<String> left = house.ground();
      Answer again = act.get();
      Answer unused = house.check(House.MEMBER, Freshness.live());
      return new Run(calls, before, answer, left, again, house.ground());
    }
  }

  /** Lets every call of an operation fail in every way, and collects how laws were broken. */
  static Sweep sweep(Operation operation, House.Build build) {
    Run sound = of(operation, House.Build.OURS, null);
    List<String> broken = new ArrayList<>();
    int runs = 0;
    for (Wire.Breakdown breakdown : breakdowns(sound).toList()) {
      Run run = of(operation, build, breakdown);
      runs++;
      for (Law law : Law.values()) {
        if (law.isBroken(sound, run)) {
          broken.add(law + " by " + breakdown + " in " + operation + ": " + run + ", not " + sound);
        }
      }
    }
    return new Sweep(runs, broken);
  }

  private static Stream<Wire.Breakdown> breakdowns(Run sound) {
    return IntStream.rangeClosed(1, sound.calls().size())
        .boxed()
        .flatMap(
            call ->
                Stream.of(Fault.values())
                    .filter(
                        fault -> fault.canHappenTo(Wire.isProvider(sound.calls().get(call - 1))))
                    .flatMap(
                        fault ->
                            Stream.of(
                                new Wire.Breakdown(call, false, fault),
                                new Wire.Breakdown(call, true, fault))));
  }

  /**
   * What became of an operation in all its breakdowns.
   *
   * @param runs how many there were
   * @param broken how laws were broken, a line each
   */
  record Sweep(int runs, List<String> broken) {
    boolean breaks(Law law) {
      return broken.stream().anyMatch(line -> line.startsWith(law + " by "));
    }
  }
}
