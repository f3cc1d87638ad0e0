package dev.muster.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("TOK-1")
@Tag("TOK-2")
class TokenSettingsTest {
  @Test
  void the_defaults_are_two_hours_and_ten_tokens() {
    TokenSettings settings = TokenSettings.of("acme_org_");

    assertThat(settings.faults()).isEmpty();
    assertThat(settings.lifetime()).isEqualTo(Duration.ofHours(2));
    assertThat(settings.cap()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_", "acme", "Acme_", "1acme_", "acme org_", "acm\u0117_", "a.b_"})
  void a_prefix_that_can_not_be_told_from_the_digits_is_a_fault(String prefix) {
    assertThat(TokenSettings.of(prefix).faults()).hasSize(1).first().asString().contains("prefix");
  }

  @Test
  void a_prefix_that_another_kind_begins_with_is_a_fault_either_way() {
    assertThat(TokenSettings.of("acme_").withOtherKinds("acme_pat_").faults()).hasSize(1);
    assertThat(TokenSettings.of("acme_org_").withOtherKinds("acme_").faults()).hasSize(1);
    assertThat(TokenSettings.of("acme_").withOtherKinds("acme_").faults()).hasSize(1);
    assertThat(TokenSettings.of("acme_org_").withOtherKinds("acme_pat_").faults()).isEmpty();
  }

  @Test
  void all_faults_are_named_at_once_with_their_values() {
    assertThat(
            TokenSettings.of("x")
                .withLifetime(Duration.ZERO)
                .withCap(0)
                .withKeepExpired(Duration.ofDays(-1))
                .faults())
        .hasSize(4)
        .anyMatch(fault -> fault.contains("PT0S"))
        .anyMatch(fault -> fault.contains("was 0"))
        .anyMatch(fault -> fault.contains("PT-24H"));
    assertThat(TokenSettings.of("x_").withLifetime(Duration.ofDays(91)).faults()).hasSize(1);
    assertThat(TokenSettings.of("x_").withCap(1_001).faults()).hasSize(1);
  }
}
