package dev.muster.workos.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server on a free loopback port whose answers a test writes. It keeps what it was asked. */
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
    Asked asked =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            body,
            exchange.getRequestHeaders().getFirst("Authorization"),
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
   * @param body its body
   * @param authorization the header
   * @param connection the caller's port, one for each connection
   */
  public record Asked(
      String method, URI uri, String body, @Nullable String authorization, int connection) {}

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
