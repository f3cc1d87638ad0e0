package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class TokenRulesTest {
  @Test
  @Tag("BAD-INPUT")
  void all_faults_are_named_at_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenRules.builder().algorithms().skew(Duration.ofMinutes(6)).build())
        .withMessage(
            "token rules have 4 faults: at least one issuer must be named, and none may be blank;"
                + " an audience must be named, or it must be said that it may be absent;"
                + " at least one algorithm must be pinned;"
                + " skew must be from 0 to PT5M, but was PT6M");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenRules.builder().issuer(" ").audience("").build())
        .withMessageContaining("2 faults");
  }

  @Test
  void by_default_the_algorithm_is_rs256_the_skew_30_seconds_and_a_session_required() {
    TokenRules rules = TestIssuer.rules().build();
    assertThat(rules.algorithms()).containsExactly(SigningAlgorithm.RS256);
    assertThat(rules.skew()).isEqualTo(Duration.ofSeconds(30));
    assertThat(rules.isSessionRequired()).isTrue();
  }
}
