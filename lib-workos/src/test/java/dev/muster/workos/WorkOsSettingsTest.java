package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("BAD-INPUT")
class WorkOsSettingsTest {
  @Test
  void all_faults_are_named_at_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WorkOsSettings.builder(new ProviderInstance("workos"))
                    .baseUrl(URI.create("http://api.workos.com"))
                    .callDeadline(Duration.ZERO)
                    .pageSize(101)
                    .issuer(" ")
                    .build())
        .withMessage(
            "WorkOS settings have 6 faults:"
                + " the API key must be set, of printable ASCII without spaces;"
                + " the client id must be set, of letters, digits, `_` and `-`;"
                + " the base URL must be https, or http on a loopback address, with nothing but a"
                + " port; the call deadline must be from 1 ms to 1 minute, but was PT0S;"
                + " the page size must be from 1 to 100, but was 101; no issuer may be blank");
  }

  @Test
  void the_defaults_are_workos_two_seconds_and_pages_of_100() {
    WorkOsSettings settings = good().build();
    assertThat(settings.baseUrl()).isEqualTo(URI.create("https://api.workos.com"));
    assertThat(settings.callDeadline()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.pageSize()).isEqualTo(100);
    assertThat(settings.issuers())
        .containsExactlyInAnyOrder(
            "https://api.workos.com", "https://api.workos.com/user_management/client_1");
  }

  @Test
  void a_base_url_that_could_send_the_key_elsewhere_is_refused() {
    for (String bad :
        List.of(
            "http://api.workos.com",
            "http://127.0.0.1.evil.example",
            "https://user@api.workos.com",
            "https://api.workos.com/v1",
            "https://api.workos.com?x",
            "https://api.workos.com#x",
            "ftp://localhost",
            "https:opaque",
            "//localhost")) {
      assertThatIllegalArgumentException()
          .as(bad)
          .isThrownBy(() -> good().baseUrl(URI.create(bad)).build());
    }
    for (String fine :
        List.of("https://auth.example", "https://auth.example:8443/", "http://[::1]:80")) {
      assertThatNoException().as(fine).isThrownBy(() -> good().baseUrl(URI.create(fine)).build());
    }
  }

  private static WorkOsSettings.Builder good() {
    return WorkOsSettings.builder(new ProviderInstance("workos"))
        .apiKey(Secret.of("sk_test"))
        .clientId("client_1");
  }
}
