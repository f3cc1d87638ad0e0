package dev.muster.proof.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call of each operation fails, alone or with all after it, in each way; the laws are kept.
 */
@Tag("once")
@Tag("ANS-2")
@Tag("MEM-5")
@Tag("MEM-12")
@Tag("SES-7")
@Timeout(60)
class FailingCallsTest {
  @ParameterizedTest
  @MethodSource("dev.muster.proof.failure.Operation#all")
  void no_call_that_fails_breaks_a_law(Operation operation) {
    Run.Sweep sweep = Run.sweep(operation, House.Build.OURS);
    assertThat(sweep.runs()).isPositive();
    assertThat(sweep.broken()).isEmpty();
  }

  @Test
  void a_warm_check_makes_no_call_that_could_fail() {
    assertThat(Run.of(Operation.WARM_CHECK, House.Build.OURS, null).calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void control_a_host_that_breaks_a_law_is_caught(Law law) {
    House.Build wrong = Controls.breaking(law);
    assertThat(Operation.all())
        .as("nothing is wrong while all works")
        .allSatisfy(
            operation ->
                assertThat(Run.of(operation, wrong, null))
                    .isEqualTo(Run.of(operation, House.Build.OURS, null)));
    assertThat(Operation.all().anyMatch(operation -> Run.sweep(operation, wrong).breaks(law)))
        .isTrue();
  }
}
