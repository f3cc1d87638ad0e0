package dev.muster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a provider, and all the ways to get no answer. */
@Tag("ANS-2")
class RestClientTest {
  private final ExecutorService serving = Executors.newCachedThreadPool();
  private final AtomicReference<Handler> handler = new AtomicReference<>(RestClientTest::good);
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private RestClient client;

  interface Handler {
    void handle(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(serving);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.get().handle(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    client = RestClient.of("Acme", base(), Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    server.stop(0);
    serving.shutdownNow();
  }

  @Test
  void a_request_arrives_as_it_was_put_together() {
    AtomicReference<String> seen = new AtomicReference<>();
    handler.set(
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          seen.set(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + body);
          good(exchange);
        });
    RestRequest request =
        RestRequest.patch("a", "b/c")
            .query("q", "1 2")
            .bearer(Secret.of("key"))
            .json(new ObjectMapper().createObjectNode().put("x", 1));
    assertThat(send(request).document().text("name")).isEqualTo("acme");
    assertThat(seen).hasValue("PATCH /v1/a/b%2Fc?q=1%202 Bearer key {\"x\":1}");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422})
  void a_refusal_comes_back_with_its_explanation(int status) {
    handler.set(exchange -> answer(exchange, status, "{\"code\":\"why\"}"));
    Reply reply = send(RestRequest.get("x"));
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.isGood()).isFalse();
    assertThat(reply.refusal().text("code")).isEqualTo("why");
    assertThatThrownBy(reply::document).isInstanceOf(Unavailable.class);
    assertThatThrownBy(reply::array).isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 307, 408, 500, 502, 503, 504, 599})
  void an_outage_or_a_redirect_is_no_answer(int status) {
    handler.set(exchange -> answer(exchange, status, "{\"name\":\"acme\"}"));
    assertThatThrownBy(() -> send(RestRequest.get("x")))
        .isInstanceOf(Unavailable.class)
        .hasMessage("Acme answered " + status);
  }

  @Test
  void a_rate_limit_is_an_outage_that_says_when_to_come_back() {
    assertThat(hint("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(hint("9999999")).isEqualTo(Duration.ofHours(1));
    assertThat(hint("Wed, 21 Oct 2026 07:28:00 GMT")).isNull();
    assertThat(hint("-1")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":1}{}", "{\"a\":1,\"a\":2}", "null", "[]", "7"})
  void a_body_that_is_no_object_is_no_document(String body) {
    handler.set(exchange -> answer(exchange, 200, body));
    assertThatThrownBy(() -> send(RestRequest.get("x")).document())
        .isInstanceOf(Unavailable.class)
        .hasMessage("malformed answer of Acme: `body`");
  }

  @Test
  void a_body_that_is_cut_is_no_answer() {
    handler.set(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
        });
    assertThatThrownBy(() -> send(RestRequest.get("x"))).isInstanceOf(Unavailable.class);
  }

  @Test
  void a_body_of_the_longest_page_is_read_and_a_longer_one_fails_by_its_bound() {
    handler.set(exchange -> much(exchange, 17));
    assertThat(send(RestRequest.get("x")).document().text("name")).startsWith("aa");
    handler.set(exchange -> much(exchange, 33));
    assertThatThrownBy(() -> send(RestRequest.get("x")))
        .isInstanceOf(Unavailable.class)
        .hasMessage("no answer of Acme: a body longer than 33554432 bytes");
  }

  @Test
  @Tag("MEM-11")
  void silence_ends_with_the_deadline_of_the_call_and_its_next_request_is_not_sent() {
    handler.set(exchange -> over.await());
    try (RestClient hasty = RestClient.of("Acme", base(), Duration.ofMillis(50))) {
      Deadline call = hasty.begin();
      assertThatThrownBy(() -> hasty.send(RestRequest.get("x"), call))
          .isInstanceOf(Unavailable.class)
          .hasMessage("no answer of Acme: time-out");
      handler.set(RestClientTest::good);
      assertThatThrownBy(() -> hasty.send(RestRequest.get("x"), call))
          .hasMessage("no answer of Acme: time-out");
    }
  }

  @Test
  @Tag("MEM-11")
  void an_interrupt_ends_the_wait_and_keeps_the_flag() {
    Thread waiting = Thread.currentThread();
    handler.set(
        exchange -> {
          waiting.interrupt();
          over.await();
        });
    assertThatThrownBy(() -> send(RestRequest.get("x")))
        .isInstanceOf(Unavailable.class)
        .hasMessage("no answer of Acme: interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void requests_side_by_side_are_under_way_at_once_and_answered_in_their_order() {
    CyclicBarrier both = new CyclicBarrier(2);
    handler.set(
        exchange -> {
          try {
            both.await();
          } catch (BrokenBarrierException e) {
            throw new IOException(e);
          }
          answer(exchange, 200, "{\"path\":\"" + exchange.getRequestURI().getPath() + "\"}");
        });
    List<Reply> replies =
        client.sendAll(List.of(RestRequest.get("a"), RestRequest.get("b")), client.begin());
    assertThat(replies)
        .extracting(reply -> reply.document().text("path"))
        .containsExactly("/v1/a", "/v1/b");
  }

  @Test
  void what_can_t_be_reached_or_was_closed_is_no_answer() {
    server.stop(0);
    assertThatThrownBy(() -> send(RestRequest.get("x"))).isInstanceOf(Unavailable.class);
    client.close();
    assertThatThrownBy(() -> send(RestRequest.get("x"))).isInstanceOf(Unavailable.class);
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/");
  }

  private Reply send(RestRequest request) {
    return client.send(request, client.begin());
  }

  private Duration hint(String retryAfter) {
    handler.set(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
          answer(exchange, 429, "{}");
        });
    return catchThrowableOfType(Unavailable.class, () -> send(RestRequest.get("x"))).retryAfter();
  }

  private static void good(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "{\"name\":\"acme\"}");
  }

  private static void much(HttpExchange exchange, int texts) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] text = "a".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseBody().write("{\"name\":\"".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < texts; i++) {
      exchange.getResponseBody().write(text);
      exchange.getResponseBody().write(("\",\"n" + i + "\":\"").getBytes(StandardCharsets.UTF_8));
    }
    exchange.getResponseBody().write("\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
