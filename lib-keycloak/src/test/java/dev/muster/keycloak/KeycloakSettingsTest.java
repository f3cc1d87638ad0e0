package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings are held against what they must be before anything is asked. */
class KeycloakSettingsTest {
  @Test
  void all_faults_are_named_at_once_and_no_secret() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                KeycloakSettings.builder(new ProviderInstance("keycloak"))
                    .baseUrl(URI.create("https://marker-user:marker-word@id.example.org"))
                    .realm("a/b")
                    .clientId(" ")
                    .clientSecret(Secret.of(" "))
                    .callDeadline(Duration.ZERO)
                    .pageSize(1)
                    .build())
        .withMessageContaining("6 faults")
        .withMessageContaining("but was one at `https://id.example.org`")
        .withMessageNotContaining("marker");
  }

  @Test
  void the_address_of_a_realm_is_not_the_servers() {
    for (String base :
        List.of("https://id.example.org/realms/acme", "https://id.example.org/auth/admin/")) {
      assertThatIllegalArgumentException()
          .as(base)
          .isThrownBy(() -> at(base))
          .withMessageContaining("`/realms`");
    }
    assertThat(at("https://id.example.org/auth/").baseUrl())
        .isEqualTo(URI.create("https://id.example.org/auth"));
  }

  private static KeycloakSettings at(String base) {
    return KeycloakSettings.builder(new ProviderInstance("keycloak"))
        .baseUrl(URI.create(base))
        .realm("acme")
        .clientId("muster")
        .clientSecret(Secret.of("marker-of-settings"))
        .build();
  }
}
