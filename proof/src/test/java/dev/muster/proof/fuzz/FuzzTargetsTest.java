package dev.muster.proof.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every target on its seeds and on a few hundred or more changed ones; the profile does the
 * millions.
 */
@Tag("BAD-INPUT")
@Timeout(120)
class FuzzTargetsTest {
  private static final int INPUTS = 500;
  private static final long SEED = 20_261_121;

  static List<String> names() {
    return List.copyOf(FuzzTargets.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void what_must_hold_of_a_target_holds(String name) {
    FuzzTarget target = FuzzTargets.open(name);
    Mutations mutations = new Mutations(new Random(SEED), target.seeds());
    target.seeds().forEach(target::tryOut);
    for (int i = 0; i < target.few(); i++) {
      byte[] input = mutations.next();
      try {
        target.tryOut(input);
      } catch (RuntimeException | Error broken) {
        throw new AssertionError("input " + i + " of seed " + SEED + " of " + name, broken);
      }
    }
  }

  @Test
  void control_a_target_that_breaks_is_seen() {
    FuzzTarget breaks =
        new FuzzTarget() {
          @Override
          public void tryOut(byte[] input) {
            if (input.length > 2 && input[1] != 'b') {
              throw new AssertionError("broken");
            }
          }

          @Override
          public List<byte[]> seeds() {
            return List.of("abc".getBytes(StandardCharsets.UTF_8));
          }
        };
    Mutations mutations = new Mutations(new Random(SEED), breaks.seeds());
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < INPUTS; i++) {
                breaks.tryOut(mutations.next());
              }
            })
        .isInstanceOf(AssertionError.class);
    assertThat(names()).hasSizeGreaterThanOrEqualTo(6);
    assertThatThrownBy(() -> FuzzTargets.open("none")).hasMessageContaining("`none`");
  }
}
