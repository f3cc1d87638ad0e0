package dev.muster.examples.notes.story;

import dev.muster.testkit.SignedWebhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A browser of one person: keeps its cookies, follows no redirect by itself. Keeps Secure cookies
 * on a loopback address, as browsers do and the JDK's own cookie handler does not.
 */
final class Browser {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** For what is asked a thousand times. */
  private static final HttpClient ASKING = HttpClient.newHttpClient();

  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final @Nullable String token;

  Browser() {
    this(null);
  }

  private Browser(@Nullable String token) {
    this.token = token;
  }

  /** Not a browser at all: a program that presents a token. */
  static Browser presenting(String token) {
    return new Browser(token);
  }

  HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return send(request(uri).GET());
  }

  /** A read that may be one of very many, over connections that are used again. */
  HttpResponse<String> ask(URI uri) throws IOException, InterruptedException {
    return sent(ASKING, request(uri).GET());
  }

  /** Many requests at once, as a page of many parts makes; keeps the cookies of the last answer. */
  List<HttpResponse<String>> getAtOnce(URI uri, int times) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = request(uri).GET().build();
    List<HttpResponse<String>> answers =
        Stream.generate(() -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
            .limit(times)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    answers.forEach(answer -> answer.headers().allValues("Set-Cookie").forEach(this::keep));
    return answers;
  }

  HttpResponse<String> post(URI uri, String json) throws IOException, InterruptedException {
    return send(
        request(uri)
            .header("Content-Type", "application/json")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<String> patch(URI uri, String json) throws IOException, InterruptedException {
    return send(
        request(uri)
            .header("Content-Type", "application/json")
            .header("Sec-Fetch-Site", "same-origin")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Goes to a page, as somebody who typed its address. */
  HttpResponse<String> visit(URI uri) throws IOException, InterruptedException {
    return send(
        request(uri).header("Sec-Fetch-Mode", "navigate").header("Accept", "text/html").GET());
  }

  HttpResponse<String> postFromForeignSite(URI uri, String json)
      throws IOException, InterruptedException {
    return send(
        request(uri)
            .header("Origin", "https://evil.example")
            .header("Sec-Fetch-Site", "cross-site")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<String> postForm(URI uri, String form) throws IOException, InterruptedException {
    return send(
        request(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  /** Delivers a message, as the provider does. */
  HttpResponse<String> deliver(URI uri, SignedWebhook message)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = request(uri).header("Content-Type", "application/json");
    message.headers().forEach(builder::header);
    return send(builder.POST(HttpRequest.BodyPublishers.ofString(message.body())));
  }

  HttpResponse<String> delete(URI uri) throws IOException, InterruptedException {
    return send(request(uri).header("Sec-Fetch-Site", "same-origin").DELETE());
  }

  /** A second browser with a copy of the cookies, as a thief would have it. */
  Browser copy() {
    Browser copy = new Browser();
    copy.cookies.putAll(cookies);
    return copy;
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    if (!cookies.isEmpty()) {
      String header =
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; "));
      builder.header("Cookie", header);
    }
    return builder;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    // A server that refuses a write unread closes the connection, and a call that meets that is
    // lost: none is used twice.
    return sent(HttpClient.newHttpClient(), request);
  }

  private HttpResponse<String> sent(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    response.headers().allValues("Set-Cookie").forEach(this::keep);
    return response;
  }

  private void keep(String header) {
    String pair = header.split(";", 2)[0];
    int equals = pair.indexOf('=');
    String name = pair.substring(0, equals);
    if (header.contains("Max-Age=0;")) {
      cookies.remove(name);
    } else {
      cookies.put(name, pair.substring(equals + 1));
    }
  }
}
