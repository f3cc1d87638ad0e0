package dev.muster.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host's own origin, as a browser would name it. */
@Tag("SES-11")
class ForeignWritesTest {
  @ParameterizedTest
  @CsvSource({
    "https://notes.example/callback, https://notes.example",
    "HTTPS://Notes.Example:443/callback, https://notes.example",
    "https://notes.example:8443/callback, https://notes.example:8443",
    "http://127.0.0.1:8080/callback, http://127.0.0.1:8080",
    "http://localhost:80/callback, http://localhost",
    "http://[::1]:80/callback, http://[::1]",
    "https://notes.example:80/callback, https://notes.example:80"
  })
  void an_origin_is_in_small_letters_and_without_the_usual_port(URI redirect, String origin) {
    assertThat(ForeignWrites.origin(redirect)).isEqualTo(origin);
  }
}
