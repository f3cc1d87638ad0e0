package dev.muster.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.provider.Secret;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls that end within their deadline, each with an answer or as {@link Exit#UNAVAILABLE}. A
 * request is sent once, no redirect is followed, and a body is read to a bound.
 */
final class Wire {
  static final Duration DEADLINE = Duration.ofSeconds(15);

  private static final int MAX_BODY = 1024 * 1024;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final HttpClient client;

  Wire(HttpClient client) {
    this.client = client;
  }

  HttpClient client() {
    return client;
  }

  /** An address that tokens may be sent to: https, or http on this machine. */
  static URI safe(String address, String what) {
    try {
      URI uri = URI.create(address.endsWith("/") ? address.replaceAll("/+$", "") : address);
      boolean here = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
      if (uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && (here || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException none) {
      // Said below, with all the rest that an address must be.
    }
    throw Trouble.of(
        Exit.USAGE,
        "bad_address",
        what + " must be an https address, or http on this machine, without query");
  }

  /* What is no token by RFC 6750, 2.1, would be shown by whoever refuses it as a header. */
  Reply call(String method, URI to, Secret bearer, @Nullable JsonNode body) {
    if (!BEARER.matcher(bearer.reveal()).matches()) {
      throw Reply.unreadable();
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + bearer.reveal());
    if (body == null) {
      return send(request.method(method, BodyPublishers.noBody()));
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString())));
  }

  Reply form(URI to, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + Urls.encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(to)
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /* Waiting for the future, not the request's own time-out, covers the body as well. */
  private Reply send(HttpRequest.Builder request) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            request.build(),
            BodyHandlers.ofByteArrayConsumer(
                part -> part.filter(p -> body.size() <= MAX_BODY).ifPresent(body::writeBytes)));
    try {
      int status = answer.get(DEADLINE.toNanos(), TimeUnit.NANOSECONDS).statusCode();
      return Reply.of(status, json(body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable();
    } catch (ExecutionException | TimeoutException e) {
      throw unreachable();
    } finally {
      answer.cancel(true);
    }
  }

  private static @Nullable JsonNode json(ByteArrayOutputStream body) {
    if (body.size() > MAX_BODY) {
      return null;
    }
    try {
      return JSON.readTree(body.toString(StandardCharsets.UTF_8));
    } catch (JsonProcessingException none) {
      return null;
    }
  }

  private static Trouble unreachable() {
    return Trouble.of(
        Exit.UNAVAILABLE, "unreachable", "There is no answer. Nothing is lost: try again.");
  }
}
