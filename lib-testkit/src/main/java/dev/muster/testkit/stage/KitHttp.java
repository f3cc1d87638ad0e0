package dev.muster.testkit.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP client of a kit. Follows no redirect, keeps no cookie. Its threads are daemons, and end
 * with it.
 */
final class KitHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int THREADS = 4;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "muster-kit-http");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client;

  KitHttp() {
    threads.allowCoreThreadTimeOut(true);
    client =
        HttpClient.newBuilder()
            .executor(threads)
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  static HttpRequest.Builder request() {
    return HttpRequest.newBuilder().timeout(TIMEOUT);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(
          request.method() + " " + request.uri() + " got no answer", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", interrupted);
    }
  }

  /** Before JDK 21 a client can't be closed: its own thread ends when the client is collected. */
  void close() {
    try {
      if ((Object) client instanceof AutoCloseable closes) {
        closes.close();
      }
    } catch (Exception failed) {
      throw new IllegalStateException("the HTTP client does not close", failed);
    } finally {
      threads.shutdownNow();
    }
  }
}
