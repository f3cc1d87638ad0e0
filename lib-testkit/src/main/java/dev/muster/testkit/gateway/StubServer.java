package dev.muster.testkit.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.testkit.contract.Outage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server on a free loopback port whose answers a test writes. It keeps what it was asked. Safe
 * for many threads; its own end when it is closed.
 */
public final class StubServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> ledger = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  private StubServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param port the port, 0 for any free one
   * @param answers what is answered to what
   * @return the running server
   */
  public static StubServer start(int port, Function<Asked, Answer> answers) {
    try {
      StubServer stub =
          new StubServer(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
      stub.server.setExecutor(stub.threads);
      stub.server.createContext("/", exchange -> stub.answer(exchange, answers));
      stub.server.start();
      return stub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where it listens.
   *
   * @return its base URL
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * What it was asked.
   *
   * @return a copy, oldest first
   */
  public List<Asked> asked() {
    return List.copyOf(ledger);
  }

  private void answer(HttpExchange exchange, Function<Asked, Answer> answers) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    Asked asked =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            headers,
            body,
            exchange.getRemoteAddress().getPort());
    ledger.add(asked);
    Answer answer = answers.apply(asked);
    switch (answer.line()) {
      case CLOSED -> exchange.close();
      case HANGING -> {
        try {
          end.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      }
      case CUT -> {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.UTF_8), 0, 1);
        exchange.getResponseBody().flush();
        exchange.close();
      }
      case WHOLE -> {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
      }
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /**
   * A request.
   *
   * @param method its method
   * @param uri path and query
   * @param headers the first of each name, by its name in lower case
   * @param body its body
   * @param connection the caller's port, one for each connection
   */
  public record Asked(
      String method, URI uri, Map<String, String> headers, String body, int connection) {
    /** Copies the headers. */
    public Asked {
      headers = Map.copyOf(headers);
    }

    /**
     * The credential.
     *
     * @return the header {@code Authorization}, or null
     */
    public @Nullable String authorization() {
      return headers.get("authorization");
    }

    /**
     * The type of the body.
     *
     * @return the header {@code Content-Type}, or null
     */
    public @Nullable String contentType() {
      return headers.get("content-type");
    }

    /** Without the headers and the body, which may hold secrets. */
    @Override
    public String toString() {
      return method + " " + uri;
    }
  }

  /** What becomes of the line. */
  public enum Line {
    /** The whole answer. */
    WHOLE,
    /** One byte of it, then closed. */
    CUT,
    /** Closed without an answer. */
    CLOSED,
    /** Open, and silent. */
    HANGING
  }

  /**
   * An answer.
   *
   * @param line what becomes of the line
   * @param status the status
   * @param headers more headers
   * @param body the body
   */
  public record Answer(Line line, int status, Map<String, String> headers, String body) {
    /** Copies. */
    public Answer {
      headers = Map.copyOf(headers);
    }

    /**
     * A whole answer.
     *
     * @param status the status
     * @param body the body
     * @return the answer
     */
    public static Answer of(int status, String body) {
      return new Answer(Line.WHOLE, status, Map.of(), body);
    }

    /**
     * The same with one more header.
     *
     * @param name its name
     * @param value its value
     * @return another answer
     */
    public Answer with(String name, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return new Answer(line, status, more, body);
    }

    /**
     * What is answered in an outage.
     *
     * @param outage which one; of too many calls it says when to come back, after a second
     * @return the answer; for a connection that is refused, one that is closed
     */
    public static Answer of(Outage outage) {
      return switch (outage) {
        case RATE_LIMITED ->
            of(429, "{\"message\":\"Rate limit exceeded\"}").with("Retry-After", "1");
        case SERVER_ERROR -> of(500, "{\"message\":\"Internal Server Error\"}");
        case REFUSED_CONNECTION -> broken(Line.CLOSED);
        case MALFORMED_ANSWER -> of(200, "{\"object\":");
        case CUT_ANSWER -> broken(Line.CUT);
        case HANG -> broken(Line.HANGING);
      };
    }

    /**
     * A broken line.
     *
     * @param line how
     * @return the answer
     */
    public static Answer broken(Line line) {
      return new Answer(line, 200, Map.of(), "{");
    }
  }
}
