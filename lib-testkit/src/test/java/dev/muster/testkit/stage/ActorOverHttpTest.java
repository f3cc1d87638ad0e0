package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a small host on the JDK's own server: {@code /orgs/{organization}} for its members. */
@Tag("KIT-3")
class ActorOverHttpTest {
  private final MusterKit kit = MusterKit.standard();
  private HttpServer host;

  @BeforeEach
  void start() throws IOException {
    kit.org("acme").admin("u1").member("u2");
    host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host.createContext("/orgs/", this::answer);
    host.createContext("/moved", this::move);
    host.start();
  }

  @AfterEach
  void stop() {
    host.stop(0);
    kit.close();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + host.getAddress().getPort() + path);
  }

  private void move(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", "/orgs/acme");
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Authentication who = kit.muster().authenticate(credential(exchange));
    who.cookies()
        .forEach(cookie -> exchange.getResponseHeaders().add("Set-Cookie", cookie.header()));
    String organization = exchange.getRequestURI().getPath().substring("/orgs/".length());
    Decision decision =
        kit.muster().check(AccessCheck.of(who, Requirement.member()).in(organization));
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    byte[] body =
        (exchange.getRequestMethod()
                + " "
                + exchange.getRequestHeaders().getFirst("Content-Type")
                + " "
                + sent)
            .getBytes(StandardCharsets.UTF_8);
    int status =
        decision.fold(
            granted -> 200, denied -> denied.reason().problem().status(), undecided -> 503);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Credential credential(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    String name = kit.cookies().name() + "=";
    List<String> cookies =
        headers.getOrDefault("Cookie", List.of()).stream()
            .flatMap(header -> Arrays.stream(header.split("; ", -1)))
            .filter(pair -> pair.startsWith(name))
            .map(pair -> pair.substring(name.length()))
            .toList();
    return Credential.of(headers.getOrDefault("Authorization", List.of()), cookies);
  }

  @Test
  void an_actor_presents_a_bearer_token_and_a_removed_one_is_out() {
    assertThat(kit.actingAs("u2").get(uri("/orgs/acme")).statusCode()).isEqualTo(200);
    kit.provider().remove("u2", "acme");
    assertThat(kit.actingAs("u2").get(uri("/orgs/acme")).statusCode()).isEqualTo(403);
    assertThat(kit.anonymous().get(uri("/orgs/acme")).statusCode()).isEqualTo(401);
  }

  @Test
  void a_body_is_sent_as_json_by_any_method() {
    HttpResponse<String> answer = kit.actingAs("u2").post(uri("/orgs/acme"), "{\"text\":\"x\"}");
    assertThat(answer.body()).isEqualTo("POST application/json {\"text\":\"x\"}");
    answer = kit.actingAs("u2").in("acme").send("DELETE", uri("/orgs/acme"), null);
    assertThat(answer.body()).isEqualTo("DELETE null ");
    assertThat(kit.actingAs("u2").in("acme").get(uri("/orgs/acme")).statusCode()).isEqualTo(200);
  }

  @Test
  void a_browser_keeps_the_cookie_that_an_answer_sets_and_drops_the_one_it_clears() {
    Actor browser = kit.actingAs("u2").byCookie();
    assertThat(browser.get(uri("/orgs/acme")).headers().allValues("Set-Cookie")).isEmpty();
    kit.clock().advance(Duration.ofMinutes(6));
    assertThat(browser.get(uri("/orgs/acme")).headers().allValues("Set-Cookie")).hasSize(1);
    assertThat(browser.get(uri("/orgs/acme")).statusCode()).isEqualTo(200);
    kit.provider().endSessions("u2");
    kit.clock().advance(Duration.ofMinutes(6));
    assertThat(browser.get(uri("/orgs/acme")).statusCode()).isEqualTo(401);
    assertThat(browser.cookie().reveal()).isEmpty();
    assertThat(browser.get(uri("/orgs/acme")).statusCode()).isEqualTo(401);
  }

  @Test
  void an_organization_token_opens_its_own_organization_only() {
    kit.org("other").member("u2");
    Actor token = kit.actingAs("u2").in("acme").byToken();
    assertThat(token.get(uri("/orgs/acme")).statusCode()).isEqualTo(200);
    assertThat(token.get(uri("/orgs/other")).statusCode()).isNotEqualTo(200);
  }

  @Test
  void any_header_can_be_presented() {
    assertThat(
            kit.actingAs("u2")
                .presenting(Secret.of("Bearer garbage"))
                .get(uri("/orgs/acme"))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_redirect_is_not_followed_and_no_answer_names_the_request() {
    assertThat(kit.actingAs("u2").get(uri("/moved")).statusCode()).isEqualTo(302);
    URI gone = uri("/orgs/acme");
    host.stop(0);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> kit.actingAs("u2").get(gone))
        .withMessage("GET " + gone + " got no answer");
  }

  @Test
  void no_thread_of_the_client_is_left_after_the_kit() throws InterruptedException {
    assertThat(kit.actingAs("u2").get(uri("/orgs/acme")).statusCode()).isEqualTo(200);
    List<Thread> before = clientThreads();
    assertThat(before).isNotEmpty();
    kit.close();
    for (Thread thread : before) {
      thread.join(10_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  private static List<Thread> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("muster-kit-http"))
        .toList();
  }
}
