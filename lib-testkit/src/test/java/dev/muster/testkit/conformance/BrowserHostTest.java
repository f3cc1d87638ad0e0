package dev.muster.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which cookies a browser comes back with from signing in. */
@Tag("KIT-4")
class BrowserHostTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .clock(new HandClock(Instant.parse("2026-03-01T12:00:00Z")))
          .build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final HttpServer server;

  BrowserHostTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/login", this::login);
    server.createContext("/callback", BrowserHostTest::callback);
    server.createContext("/stalled", exchange -> Reply.begin(exchange, false));
    server.createContext("/nowhere", BrowserHostTest::nowhere);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_browser_keeps_what_it_is_told_and_ignores_what_breaks_the_rules() {
    ConformanceHost host = ConformanceHost.ofBrowsers(provider, uri("/login"));
    assertThat(host.credential(ann).value().reveal()).isEqualTo("sid=new; until=x");
  }

  @Test
  void an_answer_that_never_ends_is_given_up() {
    ConformanceHost host = new BrowserHost(provider, uri("/stalled"), null, Duration.ofMillis(500));
    assertThatThrownBy(() -> host.credential(ann))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no answer at /stalled");
  }

  @Test
  void a_login_page_that_asks_no_provider_is_named() {
    ConformanceHost host = ConformanceHost.ofBrowsers(provider, uri("/nowhere"));
    assertThatThrownBy(() -> host.credential(ann))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/nowhere leads to /elsewhere and asks no provider");
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  private void login(HttpExchange exchange) throws IOException {
    URI page =
        provider.authorizationUri(
            new AuthorizationRequest(uri("/callback"), "state", "c".repeat(43)));
    cookies(exchange, "sid=old", "login=x; Path=/", "gone=x");
    exchange.getResponseHeaders().add("Location", page.toString());
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static void nowhere(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static void callback(HttpExchange exchange) throws IOException {
    cookies(
        exchange,
        "sid = new; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "login=; Max-Age=-1",
        "gone=x; Expires=Sun, 01 Mar 2026 12:00:00 GMT",
        "until=x; Expires=Sun, 01 Mar 2026 12:00:01 GMT",
        "__Host-sid=evil; Path=/",
        "nameless");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static void cookies(HttpExchange exchange, String... headers) {
    for (String header : headers) {
      exchange.getResponseHeaders().add("Set-Cookie", header);
    }
  }
}
