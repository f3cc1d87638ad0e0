package dev.muster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import org.junit.jupiter.api.Test;

/** Runs the benchmarks once, without JMH, to see that they still do what they are to measure. */
class SmokeTest {
  @Test
  void a_warm_check_is_a_yes_as_the_look_up_beside_it_is() {
    WarmCheckBenchmark warm = new WarmCheckBenchmark();
    WarmCheckBenchmark.Members members = new WarmCheckBenchmark.Members();
    members.fill();
    members.renew();
    WarmCheckBenchmark.Cursor cursor = new WarmCheckBenchmark.Cursor();
    assertThat(warm.check(members, cursor)).isInstanceOf(Decision.Granted.class);
    assertThat(warm.caffeine(members, cursor)).isTrue();
    members.stop();
  }

  @Test
  void a_check_that_the_mirror_answers_is_one_statement() throws Exception {
    assertThat(MirrorHitBenchmark.statements()).isOne();
  }

  @Test
  void checks_of_newcomers_are_one_provider_call_each() throws Exception {
    MirrorMissBenchmark miss = new MirrorMissBenchmark();
    miss.start(1);
    miss.stop();
  }

  @Test
  void checks_of_the_same_newcomer_are_one_provider_call() throws Exception {
    assertThat(MirrorMissBenchmark.calls()).isOne();
  }
}
