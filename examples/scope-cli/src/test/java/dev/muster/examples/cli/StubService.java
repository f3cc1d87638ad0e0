package dev.muster.examples.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A service and its issuer, of which a test says each answer. What nobody said is 404. It remembers
 * each request with the credential that it brought.
 */
final class StubService implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Function<Asked, Answer>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  StubService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    answer("GET /.well-known/openid-configuration", 200, configuration());
  }

  /** One request. */
  record Asked(String line, String bearer, String body) {}

  /** One answer; status 0 is none at all. */
  record Answer(int status, String body) {}

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void answer(String line, int status, String body) {
    answers.put(line, request -> new Answer(status, body));
  }

  void answer(String line, Function<Asked, Answer> answer) {
    answers.put(line, answer);
  }

  /** The requests so far of one kind. */
  List<Asked> asked(String line) {
    return asked.stream().filter(one -> one.line().equals(line)).toList();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    asked.forEach(one -> lines.add(one.line() + " by " + one.bearer()));
    return lines;
  }

  void forget() {
    asked.clear();
  }

  String configuration() {
    return "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/jwks\",\"token_endpoint\":\"%1$s/token\",\"authorization_endpoint\":\"%1$s/authorize\",\"revocation_endpoint\":\"%1$s/revoke\"}"
        .formatted(url());
  }

  static String problem(int status, String code) {
    return "{\"title\":\"Says why.\",\"status\":" + status + ",\"code\":\"" + code + "\"}";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
      String header = exchange.getRequestHeaders().getFirst("Authorization");
      Asked request =
          new Asked(
              line,
              header == null ? "nobody" : header.replace("Bearer ", ""),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      asked.add(request);
      Answer answer =
          answers
              .getOrDefault(line, none -> new Answer(404, problem(404, "not_found")))
              .apply(request);
      if (answer.status() != 0) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }
}
