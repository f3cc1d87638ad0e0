package dev.muster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.benchmarks.peers.SpringChain;
import dev.muster.decision.Decision;
import dev.muster.session.TokenAuthenticator.Outcome;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the benchmarks once, without JMH, to see that they still do what they are to measure. */
@Tag("once")
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
  void every_filter_lets_its_request_through_and_the_chain_beside_ours_refuses_a_strangers()
      throws Exception {
    ServletFilterBenchmark benchmark = new ServletFilterBenchmark();
    ServletFilterBenchmark.Requests requests = new ServletFilterBenchmark.Requests();
    requests.fill();
    requests.warm();
    assertThat(benchmark.none(requests)).isNotNull();
    assertThat(benchmark.token(requests)).isNotNull();
    assertThat(benchmark.cookie(requests)).isNotNull();
    assertThat(benchmark.spring(requests)).isNotNull();
    assertThat(benchmark.springByPath(requests)).isNotNull();
    requests.stop();
    Filter chain = SpringChain.demandingRole(List.of("known"), FilterHost.PATTERN);
    assertThat(reaches(chain, FilterHost.PATH, "Bearer known")).isTrue();
    assertThat(reaches(chain, FilterHost.PATH, "Bearer stranger")).isFalse();
    assertThat(reaches(chain, FilterHost.PATH, "Basic known")).isFalse();
  }

  private static boolean reaches(Filter filter, String path, String header) throws Exception {
    return ServletFilterBenchmark.handled(filter, LightRequest.bearing(path, header)) != null;
  }

  @Test
  void a_server_answers_with_the_filter_and_without() throws Exception {
    assertThat(JettyThroughput.ratios(1, 0, 20_000_000)).hasSize(1).doesNotContain(0.0);
  }

  @Test
  void a_generated_suite_of_every_form_runs_and_all_its_tests_succeed() throws Exception {
    assertThat(SuiteSpeed.times(2, 2, 0, 1))
        .containsOnlyKeys(SuiteForm.values())
        .allSatisfy((form, times) -> assertThat(times).hasSize(1).doesNotContain(0.0));
  }

  @Test
  void a_token_that_was_verified_before_is_good_as_its_signature_is() throws Exception {
    AccessTokenBenchmark benchmark = new AccessTokenBenchmark();
    AccessTokenBenchmark.Tokens tokens = new AccessTokenBenchmark.Tokens();
    tokens.sign();
    assertThat(benchmark.nimbus(tokens)).isTrue();
    assertThat(benchmark.remembered(tokens)).isInstanceOf(Outcome.Verified.class);
  }

  @Test
  void a_check_that_the_mirror_answers_is_one_statement() throws Exception {
    assertThat(MirrorHitBenchmark.statements()).isOne();
  }

  @Test
  void a_page_of_events_is_applied_and_its_rows_are_upserted() throws Exception {
    FeedApplyBenchmark feed = new FeedApplyBenchmark();
    feed.fill();
    assertThat(feed.apply().events()).hasSize(100);
    assertThat(feed.upsert()).hasSize(100).containsOnly(1);
    feed.sweep();
    feed.stop();
  }

  @Test
  void every_peer_says_yes_to_every_member() {
    GrowthBenchmark.Check check = new GrowthBenchmark.Check();
    GrowthBenchmark.LookUp lookUp = new GrowthBenchmark.LookUp();
    check.members = 100;
    lookUp.members = 100;
    List<Asked<?, ?>> all =
        List.of(
            check,
            lookUp,
            new PeersBenchmark.JCasbin(),
            new PeersBenchmark.JCasbinCached(),
            new PeersBenchmark.JCasbinOf100(),
            new PeersBenchmark.JCasbinShared(),
            new PeersBenchmark.OurOwn(),
            new PeersBenchmark.Pac4j(),
            new PeersBenchmark.Shiro(),
            new PeersBenchmark.Spring());
    for (Asked<?, ?> asked : all) {
      asked.fill();
      assertThat(asked.ask()).isNotNull();
      asked.stop();
    }
  }

  @Test
  void a_role_that_stays_costs_no_statement_and_another_one_costs_one() throws IOException {
    RoleSyncCount count = RoleSyncCount.of();
    assertThat(count.first()).isPositive();
    assertThat(count.unchanged()).isZero();
    assertThat(count.changed()).isOne();
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
