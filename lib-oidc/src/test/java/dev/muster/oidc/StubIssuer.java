package dev.muster.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An issuer over HTTP that answers as the test says. */
final class StubIssuer implements AutoCloseable {
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  final TestIssuer issuer = new TestIssuer();
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile @Nullable Answer answer;
  volatile @Nullable String configuration;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  StubIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /** An answer to every request. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException;

    static Answer of(int status, String body) {
      return exchange -> write(exchange, status, body);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits until the test is over. */
  void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    try (exchange) {
      Answer now = answer;
      if (now != null) {
        now.to(exchange);
      } else if (exchange.getRequestURI().getPath().endsWith("/.well-known/openid-configuration")) {
        String own = configuration;
        write(exchange, 200, own == null ? document(url()) : own);
      } else {
        write(exchange, 200, issuer.read());
      }
    }
  }

  String document(String name) {
    return "{\"issuer\":\"" + name + "\",\"jwks_uri\":\"" + url() + "/keys\"}";
  }

  private static void write(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
