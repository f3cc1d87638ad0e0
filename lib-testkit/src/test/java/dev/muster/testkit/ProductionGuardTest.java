package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.name.ProviderInstance;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("WEB-6")
class ProductionGuardTest {
  private final FakeIdentityProviderBuilder builder =
      FakeIdentityProvider.builder(new ProviderInstance("test"));

  @Test
  void the_system_property_keeps_the_fake_from_starting() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.build(guard(Map.of("muster.production", "true"), Map.of())))
        .withMessageContaining("system property `muster.production`");
  }

  @Test
  void the_environment_variable_keeps_the_fake_from_starting() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.build(guard(Map.of(), Map.of("MUSTER_PRODUCTION", " TRUE "))))
        .withMessageContaining("environment variable `MUSTER_PRODUCTION`");
  }

  @Test
  void anything_else_lets_it_start() {
    assertThat(builder.build(guard(Map.of(), Map.of()))).isNotNull();
    assertThat(
            builder.build(
                guard(Map.of("muster.production", "false"), Map.of("MUSTER_PRODUCTION", ""))))
        .isNotNull();
  }

  @Test
  void the_settings_of_this_process_are_the_ones_that_count() {
    String before = System.getProperty("muster.production");
    System.setProperty("muster.production", "true");
    try {
      assertThatIllegalStateException().isThrownBy(builder::build);
      assertThatIllegalStateException().isThrownBy(FakeIdentityProvider::refuseInProduction);
    } finally {
      if (before == null) {
        System.clearProperty("muster.production");
      } else {
        System.setProperty("muster.production", before);
      }
    }
  }

  private static ProductionGuard guard(
      Map<String, String> properties, Map<String, String> environment) {
    return new ProductionGuard(properties::get, environment::get);
  }
}
