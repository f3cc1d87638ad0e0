package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Settings say all of their faults at once, and no key. */
@Tag("BAD-INPUT")
class ClerkSettingsTest {
  private static final String APP = "https://app.example.com";
  private static final String KEY = "sk_test_marker-of-settings";

  @Test
  void all_faults_are_named_at_once_and_no_key() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                builder("pk_test_marker-of-settings")
                    .baseUrl(URI.create("http://api.clerk.com/v1"))
                    .callDeadline(Duration.ZERO)
                    .pageSize(501)
                    .issuer(URI.create("http://clerk.example.com"))
                    .authorizedParty(" ")
                    .build())
        .withMessageContaining("6 faults")
        .withMessageContaining("secret key")
        .withMessageContaining("base URL")
        .withMessageContaining("call deadline")
        .withMessageContaining("page size")
        .withMessageContaining("issuer")
        .withMessageContaining("origin")
        .withMessageNotContaining("marker");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClerkSettings.builder(new ProviderInstance("clerk")).build())
        .withMessageContaining("1 fault:");
  }

  @Test
  void an_address_that_is_refused_is_shown_without_a_password() {
    URI refused = URI.create("https://marker-user:marker-password@api.clerk.com/v1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> builder(KEY).baseUrl(refused).issuer(refused).authorizedParty(APP).build())
        .withMessageContaining("2 faults")
        .withMessageContaining("https://api.clerk.com")
        .withMessageNotContaining("marker");
  }

  @Test
  @Tag("ANS-3")
  void a_base_url_without_the_path_of_the_api_is_refused() {
    for (String base :
        List.of("https://api.clerk.com", "https://api.clerk.com/v1/v2", "https://a.b/")) {
      assertThatIllegalArgumentException()
          .as(base)
          .isThrownBy(() -> builder(KEY).baseUrl(URI.create(base)).build())
          .withMessageContaining("`/v1`");
    }
    for (String base : List.of("https://api.clerk.com/v1/", "https://proxy.example/clerk/v1")) {
      assertThatCode(() -> builder(KEY).baseUrl(URI.create(base)).build())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void a_party_that_no_token_can_name_is_refused() {
    for (String party : List.of("", "app.example.com", APP + "/", APP + "/app", APP + "?a=b")) {
      assertThatIllegalArgumentException()
          .as(party)
          .isThrownBy(() -> builder(KEY).issuer(URI.create(APP)).authorizedParty(party).build())
          .withMessageContaining("origin");
    }
    assertThatCode(
            () ->
                builder(KEY)
                    .issuer(URI.create(APP))
                    .authorizedParty("http://localhost:3000")
                    .authorizedParty("chrome-extension://abcdef")
                    .build())
        .doesNotThrowAnyException();
  }

  @Test
  void an_issuer_and_its_parties_come_together() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(KEY).issuer(URI.create("https://clerk.example.com")).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(KEY).authorizedParty("https://app.example.com").build());
    assertThat(
            builder(KEY)
                .issuer(URI.create("https://clerk.example.com/"))
                .authorizedParty("https://app.example.com")
                .build()
                .issuer())
        .isEqualTo("https://clerk.example.com");
  }

  @Test
  void defaults_are_as_they_are_said_to_be() {
    ClerkSettings settings = builder(KEY).build();
    assertThat(settings.baseUrl()).isEqualTo(URI.create("https://api.clerk.com/v1"));
    assertThat(settings.callDeadline()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.pageSize()).isEqualTo(100);
    assertThat(settings.issuer()).isNull();
    assertThat(settings.partyMayBeAbsent()).isFalse();
    assertThatCode(() -> builder(KEY).pageSize(1).build()).doesNotThrowAnyException();
  }

  @Test
  void neither_settings_nor_provider_print_the_key() {
    ClerkSettings settings = builder(KEY).build();
    assertThat(settings.toString()).contains("clerk", "api.clerk.com").doesNotContain("marker");
    try (ClerkProvider provider = ClerkProvider.of(settings)) {
      assertThat(provider.toString()).contains("clerk").doesNotContain("marker");
    }
  }

  @Test
  void secrets_of_webhooks_are_named_by_their_place_and_not_printed() {
    Secret good = Secret.of("whsec_bWFya2Vy");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ClerkWebhooks.of(
                    Secret.of("marker"), good, Secret.of("whsec_"), Secret.of("whsec_!marker")))
        .withMessageContaining("secret 1")
        .withMessageContaining("secret 3")
        .withMessageContaining("secret 4")
        .withMessageNotContaining("secret 2")
        .withMessageNotContaining("marker");
    assertThat(ClerkWebhooks.of(good).toString()).contains("1 secrets").doesNotContain("bWFya2Vy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClerkWebhooks.of(good).within(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClerkWebhooks.of(good).within(Duration.ofHours(2)));
    assertThatCode(() -> ClerkWebhooks.of(good).within(Duration.ofHours(1)))
        .doesNotThrowAnyException();
  }

  private static ClerkSettings.Builder builder(String key) {
    return ClerkSettings.builder(new ProviderInstance("clerk")).secretKey(Secret.of(key));
  }
}
