package dev.muster.testkit.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.muster.decision.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the careless host answers. */
record Reply(
    int status,
    String code,
    String title,
    @Nullable Duration retryAfter,
    @Nullable String location,
    List<String> cookies,
    boolean hint) {
  static final Reply SERVED = new Reply(200, "", "", null, null, List.of(), false);
  static final Reply NO_NOTE = new Reply(404, "no note", "", null, null, List.of(), false);
  static final Reply CUT = new Reply(599, "", "", null, null, List.of(), false);
  static final Reply STALLED = new Reply(598, "", "", null, null, List.of(), false);
  static final Reply ENDLESS = new Reply(597, "", "", null, null, List.of(), false);
  static final Reply BROKEN = new Reply(500, "", "", null, null, List.of(), false);
  static final Reply NOTHING_HERE = of(Problem.NOT_FOUND);

  /** Tells the scope in its body. */
  static Reply servedIn(String scope) {
    return new Reply(200, "", scope, null, null, List.of(), false);
  }

  static Reply of(Problem problem) {
    return new Reply(
        problem.status(), problem.code(), problem.message(), null, null, List.of(), false);
  }

  static Reply redirect(String location, List<String> cookies) {
    return new Reply(302, "", "", null, location, cookies, false);
  }

  Reply retryingAfter(Duration later) {
    return new Reply(status, code, title, later, location, cookies, hint);
  }

  Reply saying(String words) {
    return new Reply(status, code, words, retryAfter, location, cookies, hint);
  }

  Reply hinting() {
    return new Reply(status, code, title, retryAfter, location, cookies, true);
  }

  Reply clearing(String cookie) {
    String cleared = cookie + "=; Max-Age=0; Path=/; Secure; HttpOnly";
    return new Reply(status, code, title, retryAfter, location, List.of(cleared), hint);
  }

  /** Tells the status, and then nothing more, or more and more until nobody listens. */
  static void begin(HttpExchange exchange, boolean more) throws IOException {
    exchange.sendResponseHeaders(503, 0);
    OutputStream body = exchange.getResponseBody();
    do {
      body.write(new byte[1 << 16]);
      body.flush();
    } while (more);
  }

  void send(HttpExchange exchange, Set<Carelessness> careless) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    if (!careless.contains(Carelessness.KEEPS_NO_STORE_TO_ITSELF)) {
      headers.set("Cache-Control", "no-store");
    }
    cookies.forEach(cookie -> headers.add("Set-Cookie", cookie));
    int told = status;
    if (location != null) {
      headers.set("Location", location);
    } else if (status == 401 && careless.contains(Carelessness.REDIRECTS_EVERYBODY)) {
      headers.set("Location", "/login");
      told = 302;
    } else if (status == 401 && !careless.contains(Carelessness.NO_CHALLENGE)) {
      headers.set("WWW-Authenticate", "Bearer realm=\"notes\"");
    }
    if (retryAfter != null && !careless.contains(Carelessness.NO_RETRY_AFTER)) {
      boolean atOnce = careless.contains(Carelessness.COME_BACK_AT_ONCE);
      headers.set("Retry-After", atOnce ? "1" : Long.toString(retryAfter.toSeconds()));
    }
    if (hint) {
      headers.set("X-Hint", "unknown");
    }
    byte[] body = body(careless).getBytes(StandardCharsets.UTF_8);
    headers.set("Content-Type", type(careless));
    exchange.sendResponseHeaders(told, body.length);
    exchange.getResponseBody().write(body);
  }

  private String type(Set<Carelessness> careless) {
    if (status < 300) {
      return "application/json";
    }
    if (equals(NO_NOTE)) {
      return "text/plain";
    }
    return careless.contains(Carelessness.HTML_FOR_A_PROBLEM)
        ? "text/html"
        : "application/problem+json";
  }

  private String body(Set<Carelessness> careless) {
    if (status < 300) {
      return JsonNodeFactory.instance.objectNode().put("scope", title).toString();
    }
    if (equals(NO_NOTE)) {
      return "no such note";
    }
    return careless.contains(Carelessness.HTML_FOR_A_PROBLEM)
        ? "<h1>" + title + "</h1>"
        : JsonNodeFactory.instance
            .objectNode()
            .put("status", status)
            .put("code", careless.contains(Carelessness.ONE_CODE_FOR_ALL) ? "forbidden" : code)
            .put("title", title)
            .toString();
  }
}
