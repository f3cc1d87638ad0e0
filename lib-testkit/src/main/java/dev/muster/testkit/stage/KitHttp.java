package dev.muster.testkit.stage;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
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
 * The HTTP client of the kit and of its checks. Follows no redirect, keeps no cookie, waits for a
 * bounded time for the whole of an answer, half a minute by default, and reads at most 16 MiB of
 * it. Its threads are daemons, and end with it. Safe for many threads; {@link #send} blocks.
 */
public final class KitHttp implements AutoCloseable {
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
  private final Duration timeout;
  private volatile boolean closed;

  KitHttp() {
    this(TIMEOUT);
  }

  private KitHttp(Duration timeout) {
    this.timeout = timeout;
    threads.allowCoreThreadTimeOut(true);
    client =
        HttpClient.newBuilder()
            .executor(threads)
            .connectTimeout(timeout)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  static HttpRequest.Builder request() {
    return HttpRequest.newBuilder().timeout(TIMEOUT);
  }

  /**
   * A client with a time of its own.
   *
   * @param timeout for the whole of one answer, its body too; more than zero
   * @return a new one on every call, to be closed
   */
  public static KitHttp within(Duration timeout) {
    return new KitHttp(Objects.requireNonNull(timeout, "timeout"));
  }

  /**
   * Sends a request and waits for the whole of the answer.
   *
   * @param request the request
   * @return the answer, with its body as text
   * @throws UncheckedIOException without one; its cause is a {@link HttpTimeoutException} if the
   *     time was over, and a {@link TooLong} if the body did not end
   * @throws IllegalStateException if the thread is interrupted, as it then still is
   */
  @SuppressWarnings("CollectionUndefinedEquality") // this very answer
  public HttpResponse<String> send(HttpRequest request) {
    String what = request.method() + " " + request.uri();
    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, BODY);
    underWay.add(answer);
    try {
      if (closed) {
        answer.cancel(true);
      }
      return answer.get(NANOSECONDS.convert(timeout), NANOSECONDS);
    } catch (ExecutionException failed) {
      throw unanswered(what, failed.getCause() instanceof IOException io ? io : failed);
    } catch (TimeoutException late) {
      throw unanswered(what, new HttpTimeoutException("the answer did not end in time"));
    } catch (CancellationException closing) {
      throw unanswered(what, closing);
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
  @Override
  public void close() {
    closed = true;
    underWay.forEach(answer -> answer.cancel(true));
    try {
      end();
    } finally {
      threads.shutdownNow();
    }
  }

  /** An answer that was given up because it is longer than what a test should keep. */
  public static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    TooLong(long most) {
      super("the answer has more than " + most + " bytes");
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
