package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.nimbusds.jose.jwk.JWKSet;
import dev.muster.oidc.StubIssuer.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class JwksReaderTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final StubIssuer stub = new StubIssuer();

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void a_full_answer_is_the_document() throws Exception {
    assertThat(JWKSet.parse(reader(LONG).read()).getKeyByKeyId("key-1")).isNotNull();
    assertThat(stub.asked).containsExactly("/keys");
  }

  @Test
  void only_status_200_is_an_answer_and_a_redirect_is_not_followed() {
    for (int status : List.of(201, 204, 400, 401, 404, 429, 500, 503)) {
      stub.answer = Answer.of(status, status == 204 ? "" : "{\"keys\":[]}");
      fails(LONG);
    }
    for (int status : List.of(301, 302, 303, 307, 308)) {
      stub.asked.clear();
      stub.answer =
          exchange -> {
            exchange.getResponseHeaders().set("Location", stub.url() + "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
          };
      fails(LONG);
      assertThat(stub.asked).containsExactly("/keys");
    }
  }

  @Test
  void a_body_without_end_is_read_to_its_bound_and_no_further() {
    stub.answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] blanks = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
          try {
            while (true) {
              exchange.getResponseBody().write(blanks);
            }
          } catch (IOException theClientHungUp) {
            assertThat(theClientHungUp).isNotNull();
          }
        };
    fails(LONG);
    String atBound = "{\"keys\":[]}" + " ".repeat(256 * 1024 - 11);
    stub.answer = Answer.of(200, atBound);
    assertThat(read(LONG)).isEqualTo(atBound);
    stub.answer = Answer.of(200, atBound + " ");
    fails(LONG);
  }

  @Test
  void a_body_that_is_cut_is_no_answer() {
    stub.answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
        };
    fails(LONG);
  }

  @Test
  void the_deadline_holds_for_the_head_and_for_the_body() {
    stub.answer = exchange -> stub.hang();
    fails(SHORT);
    stub.answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          stub.hang();
        };
    fails(SHORT);
  }

  @Test
  void an_interrupt_ends_a_read_at_once_and_keeps_its_flag() {
    stub.answer = exchange -> stub.hang();
    Thread.currentThread().interrupt();
    fails(LONG);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void nobody_at_the_address_is_no_answer() {
    stub.close();
    fails(LONG);
  }

  @Test
  @Tag("BAD-INPUT")
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void faults_are_named_all_at_once() {
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    URI plain = URI.create("http://issuer.example/keys");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwksReader.over(following, plain, Duration.ZERO))
        .withMessage(
            "key reader: the HTTP client must follow no redirects;"
                + " the deadline must be positive and at most PT1M, but was PT0S;"
                + " the address must be https, or http on a loopback address,"
                + " but was `http://issuer.example/keys`");
    for (String odd :
        List.of(
            "ftp://127.0.0.1/",
            "https:///keys",
            "https://a@b.example/",
            "/keys",
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example/",
            "https://issuer.example/#x",
            "file:/etc/passwd",
            "mailto:a@b")) {
      assertThatIllegalArgumentException()
          .as(odd)
          .isThrownBy(() -> JwksReader.over(StubIssuer.CLIENT, URI.create(odd), LONG));
    }
    URI good = URI.create("https://issuer.example/keys");
    assertThatNullPointerException()
        .isThrownBy(() -> JwksReader.over(null, good, LONG))
        .withMessage("client");
    assertThatNullPointerException()
        .isThrownBy(() -> JwksReader.over(StubIssuer.CLIENT, null, LONG))
        .withMessage("address");
    assertThatNullPointerException()
        .isThrownBy(() -> JwksReader.over(StubIssuer.CLIENT, good, null))
        .withMessage("deadline");
  }

  private JwksReader reader(Duration deadline) {
    return JwksReader.over(StubIssuer.CLIENT, URI.create(stub.url() + "/keys"), deadline);
  }

  private String read(Duration deadline) {
    try {
      return reader(deadline).read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void fails(Duration deadline) {
    assertThatExceptionOfType(IOException.class).isThrownBy(reader(deadline)::read);
  }
}
