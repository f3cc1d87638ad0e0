package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables of a provider that hold no URL. */
class VariablesTest {
  @ParameterizedTest
  @CsvSource({
    "workos, WORKOS_BASE_URL",
    "clerk, CLERK_API_URL",
    "clerk, CLERK_ISSUER",
    "keycloak, KEYCLOAK_URL"
  })
  void a_url_that_is_none_is_told_by_the_name_of_its_variable_and_not_by_its_value(
      String provider, String variable) {
    Map<String, String> environment =
        Map.of("NOTES_PROVIDER", provider, variable, "https://ann:marker@ somewhere");

    assertThatThrownBy(() -> Settings.of(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(variable + " is not a URL")
        .hasMessageNotContaining("marker");
  }
}
