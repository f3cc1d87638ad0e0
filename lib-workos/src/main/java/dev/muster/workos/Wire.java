package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.http.RequestConfig;
import com.workos.common.http.RequestOptions;
import com.workos.common.http.RetryConfig;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.rest.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import kotlin.Pair;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/*
 * The SDK's transport with our reading. Work is done on a thread of our own while the caller waits,
 * because a hanging request of the SDK notices no interrupt. Questions may go out again on a new
 * connection if a kept one had died; what counts once (codes, refresh tokens, invitations) goes out
 * on a fresh connection each time, and not again to another address of the host if that one dies.
 */
/** Requests to WorkOS through its SDK, each within a deadline. Safe for many threads. */
final class Wire implements AutoCloseable {
  private static final int MAX_BODY = 4 * 1024 * 1024;

  private final Duration callDeadline;
  private final LongSupplier nanoTime;
  private final ExecutorService threads = Executors.newCachedThreadPool(Wire::thread);
  private final OkHttpClient asking;
  private final OkHttpClient acting;
  private final WorkOS questions;
  private final WorkOS acts;

  Wire(WorkOsSettings settings, LongSupplier nanoTime) {
    this.callDeadline = settings.callDeadline();
    this.nanoTime = nanoTime;
    asking =
        new OkHttpClient.Builder()
            .callTimeout(callDeadline)
            .followRedirects(false)
            .addInterceptor(new BoundedBody(MAX_BODY))
            .addNetworkInterceptor(new NoHiddenRetry())
            .build();
    acting =
        asking
            .newBuilder()
            .retryOnConnectionFailure(false)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
            .build();
    questions = client(settings, asking);
    acts = client(settings, acting);
  }

  private static WorkOS client(WorkOsSettings settings, OkHttpClient transport) {
    return WorkOS.builder()
        .apiKey(settings.apiKey().reveal())
        .clientId(settings.clientId())
        .apiBaseUrl(settings.baseUrl().toString())
        .httpClient(transport)
        .retryConfig(RetryConfig.DISABLED)
        .build();
  }

  /**
   * Does work that may make several requests, and waits for it.
   *
   * @throws ProviderException if it has no answer when the deadline ends or the caller is
   *     interrupted
   */
  <T> T within(Function<Deadline, T> work) {
    Deadline deadline = Deadline.in(callDeadline, nanoTime);
    Future<T> running = null;
    try {
      running = threads.submit(() -> work.apply(deadline));
      return running.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ProviderException known) {
        throw known;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw Failures.noAnswer(cause == null ? e : cause);
    } catch (TimeoutException e) {
      throw new Unavailable("no answer of WorkOS: time-out", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("no answer of WorkOS: interrupted", null);
    } catch (CancellationException | RejectedExecutionException e) {
      throw new Unavailable("no answer of WorkOS: closed", null);
    } finally {
      if (running != null) {
        running.cancel(true);
      }
    }
  }

  /** Asks. To be called inside {@link #within}. */
  Reply get(Deadline deadline, String path, List<Pair<String, String>> query) {
    return send(questions, deadline, "GET", path, query, null);
  }

  /** Acts, once. To be called inside {@link #within}. */
  Reply post(Deadline deadline, String path, JsonNode body) {
    return send(acts, deadline, "POST", path, List.of(), body);
  }

  /** Changes what is there; may be made again. To be called inside {@link #within}. */
  Reply put(Deadline deadline, String path, @Nullable JsonNode body) {
    return send(acts, deadline, "PUT", path, List.of(), body);
  }

  /** Ends what is there; may be made again. To be called inside {@link #within}. */
  Reply delete(Deadline deadline, String path) {
    return send(acts, deadline, "DELETE", path, List.of(), null);
  }

  /** Reads a document outside of any call, within a deadline of its own. */
  String read(String path) {
    return get(Deadline.in(callDeadline, nanoTime), path, List.of()).document().toString();
  }

  private static Reply send(
      WorkOS client,
      Deadline deadline,
      String method,
      String path,
      List<Pair<String, String>> query,
      @Nullable JsonNode body) {
    RequestOptions options = RequestOptions.builder().timeoutMillis(leftMillis(deadline)).build();
    RequestConfig request = new RequestConfig(method, path, query, body, null, null, options);
    try {
      return new Reply(200, client.baseClient.requestJson(request));
    } catch (Exception thrown) {
      // Not only RuntimeExceptions: Kotlin declares no checked exception, and throws several.
      return Failures.refusal(thrown);
    }
  }

  /** What is left, at least 1, since the SDK takes 0 for no limit. */
  private static long leftMillis(Deadline deadline) {
    long left = deadline.leftNanos();
    if (left <= 0) {
      throw new Unavailable("no answer of WorkOS: time-out", null);
    }
    return Math.max(1, left / 1_000_000);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "muster-workos");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the threads and the connections; calls under way fail as unavailable. */
  @Override
  public void close() {
    threads.shutdownNow();
    for (OkHttpClient transport : List.of(asking, acting)) {
      transport.dispatcher().cancelAll();
      transport.dispatcher().executorService().shutdown();
      transport.connectionPool().evictAll();
    }
  }
}
