package dev.muster.rest;

import dev.muster.provider.ProviderException.Unavailable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Sends requests to one provider's API, each call within one deadline. Safe for many threads. A
 * caller blocks until the answer is there in full, the deadline ends, or it is interrupted.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Only a complete answer of the provider is a {@link Reply}. A rate limit, 408, 5xx, a redirect,
 * a time-out, a broken connection, a body of more than 32 MiB are {@link Unavailable}, by status
 * and type and never by text. No redirect is followed. Nothing is sent again, except that the JDK's
 * client sends a GET again, unasked, whose connection closed without an answer. No failure holds an
 * address, a header or a body.
 */
public final class RestClient implements AutoCloseable {
  /* Of what is paged here, 500 memberships of Clerk's are the longest: some 33 KB each at worst. */
  private static final int MAX_BODY = 32 * 1024 * 1024;

  private final String provider;
  private final String base;
  private final Duration callDeadline;
  private final LongSupplier nanoTime;
  private final Replies replies;
  private final ExecutorService threads;
  private final HttpClient client;

  RestClient(String provider, URI base, Duration callDeadline, LongSupplier nanoTime) {
    this.provider = provider;
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.callDeadline = callDeadline;
    this.nanoTime = nanoTime;
    replies = new Replies(provider);
    threads = Executors.newCachedThreadPool(RestClient::thread);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(callDeadline)
            .executor(threads)
            .build();
  }

  /**
   * A client of one provider.
   *
   * @param provider its name, for failures
   * @param base where its API is; paths of requests go below
   * @param callDeadline how long one call takes at most, all of its requests together
   * @return the client; to be closed
   */
  public static RestClient of(String provider, URI base, Duration callDeadline) {
    return new RestClient(provider, base, callDeadline, System::nanoTime);
  }

  /**
   * Begins a call.
   *
   * @return its deadline, for all of its requests
   */
  public Deadline begin() {
    return Deadline.in(callDeadline, nanoTime);
  }

  /**
   * Sends one request.
   *
   * @param request the request
   * @param deadline the call's
   * @return the answer
   * @throws Unavailable if there is none
   */
  public Reply send(RestRequest request, Deadline deadline) {
    return sendAll(List.of(request), deadline).get(0);
  }

  /**
   * Sends requests side by side.
   *
   * @param requests the requests
   * @param deadline the call's
   * @return the answers, in the order of the requests
   * @throws Unavailable if there is none to one of them; the others are given up
   */
  public List<Reply> sendAll(List<RestRequest> requests, Deadline deadline) {
    List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
    try {
      for (RestRequest request : requests) {
        sent.add(begun(request, deadline));
      }
      List<Reply> answers = new ArrayList<>();
      for (CompletableFuture<HttpResponse<byte[]>> answer : sent) {
        answers.add(replies.of(awaited(answer, deadline)));
      }
      return answers;
    } finally {
      sent.forEach(answer -> answer.cancel(true));
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> begun(RestRequest request, Deadline deadline) {
    if (deadline.leftNanos() <= 0) {
      throw noAnswer("time-out");
    }
    try {
      return client.sendAsync(http(request), head -> new BoundedBody(MAX_BODY));
    } catch (RejectedExecutionException e) {
      throw noAnswer("closed");
    } catch (IllegalArgumentException | SecurityException e) {
      throw noAnswer("no request that can be sent");
    }
  }

  private HttpRequest http(RestRequest request) {
    String body = request.body();
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder http =
        HttpRequest.newBuilder(URI.create(base + request.pathAndQuery()))
            .method(request.method(), publisher)
            .header("Accept", "application/json");
    request.headers().forEach(header -> http.header(header.name(), header.value()));
    return http.build();
  }

  /* HttpRequest.timeout ends with the headers; waiting for the future covers the body as well. */
  private HttpResponse<byte[]> awaited(
      CompletableFuture<HttpResponse<byte[]>> answer, Deadline deadline) {
    try {
      return answer.get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw noAnswer("time-out");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noAnswer("interrupted");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw noAnswer(cause == null ? "failed" : why(cause));
    } catch (CancellationException e) {
      throw noAnswer("closed");
    }
  }

  /* By type: a text of the JDK's may hold an address. */
  private static String why(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooLong) {
        return String.valueOf(cause.getMessage());
      }
    }
    return failure.getClass().getSimpleName();
  }

  private Unavailable noAnswer(String why) {
    return new Unavailable("no answer of " + provider + ": " + why, null);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "muster-rest");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the threads that carry answers; calls under way fail as unavailable. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
