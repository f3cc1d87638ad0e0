package dev.muster.examples.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.provider.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where the browser comes back to: a port on 127.0.0.1 that is open while one sign-in lasts (RFC
 * 8252, 7.3). Who comes without the state is sent away and ends nothing.
 */
final class Loopback implements AutoCloseable {
  private static final String PATH = "/callback";

  private final HttpServer server;
  private final Secret state;
  private final CompletableFuture<String> code = new CompletableFuture<>();

  private Loopback(HttpServer server, Secret state) {
    this.server = server;
    this.state = state;
  }

  static Loopback open(String state) {
    try {
      InetAddress here = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
      Loopback loopback = new Loopback(server, Secret.of(state));
      server.createContext("/", loopback::handle);
      server.start();
      return loopback;
    } catch (IOException e) {
      throw Trouble.of(Exit.LOCAL, "no_port", "There is no free port on 127.0.0.1.");
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  /** The code that the issuer sent the browser back with. */
  String code(Duration atMost) {
    try {
      return code.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notSignedIn("interrupted", "The sign-in was interrupted.");
    } catch (TimeoutException e) {
      throw notSignedIn("timed_out", "Nobody signed in within " + atMost.toSeconds() + " seconds.");
    } catch (ExecutionException refused) {
      throw notSignedIn("access_denied", "The issuer did not sign you in.");
    }
  }

  private static Trouble notSignedIn(String code, String why) {
    return Trouble.of(Exit.NOT_SIGNED_IN, code, why);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    boolean right =
        exchange.getRequestMethod().equals("GET")
            && exchange.getRequestURI().getRawPath().equals(PATH)
            && state.equals(Secret.of(query.getOrDefault("state", "")));
    String found = query.get("code");
    try (exchange) {
      if (!right) {
        answer(exchange, 400, "This sign-in was not begun here.");
      } else if (found == null) {
        answer(exchange, 200, "You are not signed in. You may close this window.");
      } else {
        answer(exchange, 200, "You are signed in. You may close this window.");
      }
    }
    if (right && found != null) {
      code.complete(found);
    } else if (right) {
      code.completeExceptionally(new IOException("refused"));
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> fields = new HashMap<>();
    try {
      for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          fields.put(
              URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
      return fields;
    } catch (IllegalArgumentException garbage) {
      return Map.of();
    }
  }
}
