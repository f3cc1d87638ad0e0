package dev.muster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of settings, all at once. */
class SettingsCheckTest {
  @Test
  void all_faults_are_said_at_once() {
    SettingsCheck check =
        new SettingsCheck("Acme settings")
            .require(false, "the key must be set")
            .require(true, "never said")
            .requireCallDeadline(Duration.ofNanos(1));
    assertThatThrownBy(check::orThrow)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Acme settings have 2 faults: the key must be set; the call deadline must be from 1 ms"
                + " to 1 minute, but was PT0.000000001S");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com",
        "https://api.example.com:8443/v1",
        "http://127.0.0.1:8080/auth",
        "http://localhost",
        "http://[::1]:1"
      })
  void a_base_is_https_or_loopback(String url) {
    assertThat(SettingsCheck.isBase(URI.create(url))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com",
        "ftp://127.0.0.1",
        "https:///v1",
        "https://user@api.example.com",
        "https://api.example.com?q=1",
        "https://api.example.com#f",
        "http://127.0.0.1.example.com"
      })
  void what_is_not_is_none(String url) {
    assertThat(SettingsCheck.isBase(URI.create(url))).isFalse();
  }

  @Test
  void of_an_address_that_is_refused_the_scheme_and_the_host_are_shown() {
    URI url = URI.create("https://marker-user:marker-password@api.example.com:1/v1?q=1");
    assertThat(SettingsCheck.shown(url)).isEqualTo("https://api.example.com");
    assertThat(SettingsCheck.shown(URI.create("mailto:ann@example.org"))).isEqualTo("no host");
  }
}
