package dev.muster.testkit.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.testkit.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sending of requests: one deadline over the whole of a call, body included, no retry, no
 * redirect, and every way to get no answer mapped to the one exception. Failures carry no text of
 * the other side.
 */
final class HttpCalls implements AutoCloseable {
  private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);
  private static final Pattern DELTA_SECONDS = Pattern.compile("[0-9]{1,10}");
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build()
          .reader();

  private final String base;
  private final Secret apiKey;
  private final Duration callDeadline;
  private final LongSupplier nanoTime;
  private final ExecutorService threads;
  private final HttpClient client;

  HttpCalls(URI base, Secret apiKey, Duration callDeadline, LongSupplier nanoTime) {
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.apiKey = apiKey;
    this.callDeadline = callDeadline;
    this.nanoTime = nanoTime;
    threads = Executors.newCachedThreadPool(HttpCalls::thread);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(callDeadline)
            .executor(threads)
            .build();
  }

  /** The time at which a call that begins now must have ended, on the monotonic clock. */
  long deadline() {
    return nanoTime.getAsLong() + callDeadline.toNanos();
  }

  /* Not a GET: the JDK's client sends a GET again, unasked, when its connection closes without an
   * answer, and no setting of one client stops that. It leaves other methods alone. */
  Reply look(String pathAndQuery, long deadline) {
    return send(request(pathAndQuery).method(Protocol.LOOK, BodyPublishers.noBody()), deadline);
  }

  /** Looks one thing up; an answer about another thing is none. */
  <T> Optional<T> find(String path, Function<JsonNode, T> reader, Predicate<T> isAsked) {
    Reply reply = look(path, deadline());
    return reply.isAbsent()
        ? Optional.empty()
        : Optional.of(asked(reader.apply(reply.success()), isAsked));
  }

  /** Reads a list to its last page, all within one deadline. */
  <T> List<T> list(String path, Function<JsonNode, T> reader, Predicate<T> isAsked) {
    long deadline = deadline();
    return Page.walk(
        after -> {
          String query = after == null ? "" : "?after=" + Protocol.encode(after);
          Reply reply = look(path + query, deadline);
          return reply.isAbsent() && after == null
              ? new Page<>(List.of(), null, null)
              : AnswerReader.page(reply.success(), node -> asked(reader.apply(node), isAsked));
        });
  }

  /** Reads a list that is there at every provider, to its last page, all within one deadline. */
  <T> List<T> list(String path, Function<JsonNode, T> reader) {
    long deadline = deadline();
    return Page.walk(
        after -> {
          String query = after == null ? "" : "?after=" + Protocol.encode(after);
          return AnswerReader.page(look(path + query, deadline).success(), reader);
        });
  }

  static <T> T asked(T answer, Predicate<T> isAsked) {
    if (!isAsked.test(answer)) {
      throw AnswerReader.malformed("answer about something else");
    }
    return answer;
  }

  Reply post(String path, JsonNode body) {
    return post(path, body, deadline());
  }

  Reply post(String path, JsonNode body, long deadline) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())),
        deadline);
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(base + pathAndQuery))
        .header("Authorization", "Bearer " + apiKey.reveal())
        .header("Accept", "application/json");
  }

  /* HttpRequest.timeout ends with the headers; waiting for the future covers the body as well. */
  private Reply send(HttpRequest.Builder request, long deadline) {
    CompletableFuture<HttpResponse<byte[]>> answer = null;
    try {
      long left = deadline - nanoTime.getAsLong();
      if (left <= 0) {
        throw noAnswer("time-out");
      }
      answer = client.sendAsync(request.build(), info -> new BoundedBody(Protocol.MAX_BODY));
      return reply(answer.get(left, TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw noAnswer("time-out");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noAnswer("interrupted");
    } catch (ExecutionException e) {
      throw noAnswer(e.getCause() == null ? "failed" : e.getCause().getClass().getSimpleName());
    } catch (CancellationException | RejectedExecutionException e) {
      throw noAnswer("closed");
    } finally {
      if (answer != null) {
        answer.cancel(true);
      }
    }
  }

  private static Reply reply(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 429) {
      throw new Unavailable("the provider limits our rate", null, retryAfter(response));
    }
    if (status == 401) {
      throw new Misconfigured("the provider does not accept our API key");
    }
    if (status >= 500 || status == 408) {
      throw new Unavailable("the provider answered " + status, null, retryAfter(response));
    }
    if (status >= 200 && status < 300) {
      return new Reply(status, json(response.body()));
    }
    if (status >= 400) {
      return new Reply(status, jsonOrMissing(response.body()));
    }
    throw AnswerReader.malformed("status " + status);
  }

  static JsonNode json(byte[] body) {
    JsonNode node = jsonOrMissing(body);
    if (!node.isObject()) {
      throw AnswerReader.malformed("body");
    }
    return node;
  }

  private static JsonNode jsonOrMissing(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    String text = response.headers().firstValue("Retry-After").orElse("").strip();
    if (!DELTA_SECONDS.matcher(text).matches()) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(text));
    return asked.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : asked;
  }

  private static Unavailable noAnswer(String why) {
    return new Unavailable("no answer of the provider: " + why, null);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "muster-http-provider");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the threads that carry answers; calls under way fail as unavailable. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
