package dev.muster.testkit.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP client of a kit. Follows no redirect, keeps no cookie, waits for half a minute at most
 * for the whole of an answer, and reads at most 16 MiB of it. Its threads are daemons, and end with
 * it. Safe for many threads.
 */
final class KitHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int THREADS = 4;
  private static final BodyHandler<String> BODY = BoundedBody.of(16L * 1024 * 1024);

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
  private final Set<Future<?>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

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

  @SuppressWarnings("CollectionUndefinedEquality") // this very answer
  HttpResponse<String> send(HttpRequest request) {
    String what = request.method() + " " + request.uri();
    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, BODY);
    underWay.add(answer);
    try {
      if (closed) {
        answer.cancel(true);
      }
      return answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw unanswered(what, failed.getCause() instanceof IOException io ? io : failed);
    } catch (TimeoutException | CancellationException late) {
      throw unanswered(what, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", interrupted);
    } finally {
      answer.cancel(true);
      underWay.remove(answer);
    }
  }

  private static UncheckedIOException unanswered(String what, Exception why) {
    return new UncheckedIOException(
        what + " got no answer", why instanceof IOException io ? io : new IOException(why));
  }

  /** Waits for nothing: what is under way is given up. */
  void close() {
    closed = true;
    underWay.forEach(answer -> answer.cancel(true));
    try {
      end();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Before JDK 21 a client can't be ended: its own thread ends when the client is collected. */
  private void end() {
    try {
      HttpClient.class.getMethod("shutdownNow").invoke(client);
    } catch (NoSuchMethodException before21) {
      // nothing to do
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException("the HTTP client does not end", failed);
    }
  }
}
