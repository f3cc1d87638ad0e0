package dev.muster.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls over the host's own client, each with its body within one deadline. */
final class HttpCalls {
  private static final int MAX_BODY = 256 * 1024;

  private final HttpClient client;
  private final Duration deadline;

  HttpCalls(HttpClient client, Duration deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  Duration deadline() {
    return deadline;
  }

  /** What is wrong with a client and a deadline. */
  static List<String> faults(HttpClient client, Duration deadline) {
    List<String> faults = new ArrayList<>();
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      faults.add("the HTTP client must follow no redirects");
    }
    if (deadline.isNegative()
        || deadline.isZero()
        || deadline.compareTo(Duration.ofMinutes(1)) > 0) {
      faults.add("the deadline must be positive and at most PT1M, but was " + deadline);
    }
    return faults;
  }

  /** The document at an address, from a full answer with status 200. */
  String document(URI address) throws IOException {
    HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(address).GET());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode());
    }
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** The object in a text; the library takes the word {@code null} for one. */
  static Map<String, Object> object(String text) throws ParseException {
    Map<String, Object> json = JSONObjectUtils.parse(text);
    if (json == null) {
      throw new ParseException("no JSON object", 0);
    }
    return json;
  }

  /* Waiting for the future, not the request's own time-out, covers the body as well. */
  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer = begin(request);
    try {
      return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no full answer in time", e);
    } finally {
      answer.cancel(true);
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> begin(HttpRequest.Builder request)
      throws IOException {
    HttpRequest ready = request.header("Accept", "application/json").build();
    try {
      return client.sendAsync(ready, head -> new BoundedBody(MAX_BODY));
    } catch (IllegalArgumentException | SecurityException e) {
      throw new IOException("no address that can be called", e);
    }
  }
}
