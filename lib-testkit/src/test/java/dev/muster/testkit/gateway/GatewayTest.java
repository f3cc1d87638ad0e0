package dev.muster.testkit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.testkit.gateway.StubServer.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The line between an adapter and a server, whole and broken. */
class GatewayTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final StubServer server =
      StubServer.start(
          0,
          asked ->
              new Answer(
                  Line.WHOLE, 201, Map.of("Retry-After", "9"), asked.uri() + " " + asked.body()));
  private final Gateway gateway = Gateway.before(server.url());

  @AfterEach
  void close() {
    gateway.close();
    server.close();
  }

  @Test
  void a_request_and_its_answer_pass_as_they_are() {
    HttpResponse<String> answer =
        HTTP.sendAsync(
                HttpRequest.newBuilder(gateway.url().resolve("/a%2Fb?c=d"))
                    .header("Authorization", "Bearer marker")
                    .header("Content-Type", "text/plain")
                    .PUT(BodyPublishers.ofString("é"))
                    .build(),
                BodyHandlers.ofString())
            .join();

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Retry-After")).contains("9");
    assertThat(answer.body()).isEqualTo("/a%2Fb?c=d é");
    Asked asked = server.asked().get(0);
    assertThat(asked.method()).isEqualTo("PUT");
    assertThat(asked.authorization()).isEqualTo("Bearer marker");
    assertThat(asked.contentType()).isEqualTo("text/plain");
  }

  @Test
  void the_server_is_known_by_the_gateways_address() throws IOException {
    String head = "GET / HTTP/1.1\r\nHost: gateway.example\r\nX-Two: 1\r\nX-Two: 2\r\n\r\n";

    Message request =
        Message.request(new ByteArrayInputStream(head.getBytes(StandardCharsets.US_ASCII)));

    assertThat(new String(request.bytes(), StandardCharsets.US_ASCII))
        .contains("\r\nHost: gateway.example\r\nX-Two: 1\r\nX-Two: 2\r\n");
  }

  @Test
  void a_body_in_chunks_is_passed_on_whole() {
    String text = "in chunks".repeat(10_000);
    BodyPublisher ofUnknownLength =
        BodyPublishers.fromPublisher(BodyPublishers.ofString(text, StandardCharsets.UTF_8));

    assertThat(post(ofUnknownLength).join().body()).isEqualTo("/ " + text);
  }

  @Test
  void a_request_may_be_answered_without_the_server() {
    gateway.instead(asked -> asked.method().equals("GET") ? Answer.of(403, "no") : null);

    assertThat(get().join().statusCode()).isEqualTo(403);
    assertThat(server.asked()).isEmpty();
    assertThat(post(BodyPublishers.noBody()).join().statusCode()).isEqualTo(201);
  }

  @Test
  void too_many_calls_are_told_when_to_come_back() {
    gateway.fail(0, Outage.RATE_LIMITED);

    HttpResponse<String> answer = get().join();

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
  }

  @ParameterizedTest
  @EnumSource(value = Outage.class, mode = Mode.EXCLUDE, names = "HANG")
  void what_fails_later_passes_until_then_and_again_when_it_is_healed(Outage outage) {
    URI before = gateway.url();
    gateway.fail(1, outage);
    assertThat(post(BodyPublishers.noBody()).join().statusCode()).isEqualTo(201);
    CompletableFuture<HttpResponse<String>> failed = post(BodyPublishers.noBody());
    if (outage == Outage.SERVER_ERROR || outage == Outage.RATE_LIMITED) {
      assertThat(failed.join().statusCode()).isGreaterThan(299);
    } else if (outage == Outage.MALFORMED_ANSWER) {
      assertThat(failed.join().body()).isEqualTo("{\"object\":");
    } else {
      assertThatExceptionOfType(CompletionException.class).isThrownBy(failed::join);
    }

    gateway.heal();

    assertThat(gateway.url()).isEqualTo(before);
    assertThat(post(BodyPublishers.noBody()).join().statusCode()).isEqualTo(201);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void a_connection_is_refused_for_real_and_taken_at_the_same_port_again() throws IOException {
    gateway.fail(0, Outage.REFUSED_CONNECTION);
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(
            () -> new Socket(InetAddress.getLoopbackAddress(), gateway.url().getPort()).close());

    gateway.heal();

    assertThat(get().join().statusCode()).isEqualTo(201);
  }

  @Test
  void who_hangs_is_cut_off_when_it_is_healed() throws InterruptedException {
    CountDownLatch come = new CountDownLatch(1);
    gateway.instead(
        asked -> {
          come.countDown();
          return Answer.of(Outage.HANG);
        });
    CompletableFuture<HttpResponse<String>> hanging = post(BodyPublishers.noBody());
    come.await();
    assertThat(hanging).isNotDone();

    gateway.heal();

    assertThatExceptionOfType(CompletionException.class).isThrownBy(hanging::join);
  }

  private CompletableFuture<HttpResponse<String>> get() {
    return HTTP.sendAsync(HttpRequest.newBuilder(gateway.url()).build(), BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> post(BodyPublisher body) {
    return HTTP.sendAsync(
        HttpRequest.newBuilder(gateway.url()).POST(body).build(), BodyHandlers.ofString());
  }
}
