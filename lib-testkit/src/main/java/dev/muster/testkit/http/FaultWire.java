package dev.muster.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import dev.muster.provider.ProviderException;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.InjectedFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends answers, and commits scripted faults for real: broken bodies, closed connections. */
final class FaultWire {
  private static final String HALF = "{\"data\": [{\"id\": \"om_";
  private static final int PROMISED = 4 * HALF.length();

  private FaultWire() {}

  /* Each answer closes its connection. A client then never meets a connection that died while it
   * was idle, which some clients hide by sending the request a second time; so one request is one
   * call in the ledger, also in a test about outages. */
  static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Connection", "close");
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Answers a call that the fake made fail. Sends nothing where the fault is silence. */
  static void fail(HttpExchange exchange, ProviderException failure) throws IOException {
    Optional<Answer> answer =
        failure.fold(
            unavailable -> unavailable(unavailable.getCause()),
            rejected -> Optional.of(Answer.refused(status(rejected.code()), rejected.code())),
            misconfigured -> Optional.of(Answer.refused(401, "key_rejected")));
    if (answer.isPresent()) {
      send(exchange, answer.get());
    } else if (faultOf(failure.getCause()) instanceof Fault.CutAnswer) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, PROMISED);
      exchange.getResponseBody().write(HALF.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    }
  }

  private static Optional<Answer> unavailable(@Nullable Throwable cause) {
    Fault fault = faultOf(cause);
    if (fault instanceof Fault.RateLimited limited) {
      Duration retryAfter = limited.retryAfter();
      Answer plain = Answer.refused(429, "rate_limited");
      return Optional.of(
          retryAfter == null
              ? plain
              : new Answer(
                  429,
                  Map.of("Retry-After", Long.toString(wholeSeconds(retryAfter))),
                  plain.body()));
    }
    if (fault instanceof Fault.ServerError error) {
      return Optional.of(Answer.refused(error.status(), "server_error"));
    }
    return fault instanceof Fault.MalformedAnswer
        ? Optional.of(new Answer(200, Map.of("Content-Type", "application/json"), HALF))
        : Optional.empty();
  }

  private static @Nullable Fault faultOf(@Nullable Throwable cause) {
    return cause instanceof InjectedFault injected ? injected.fault() : null;
  }

  private static int status(String code) {
    if (code.startsWith("invalid_")) {
      return 400;
    }
    return code.endsWith("_not_found") ? 409 : 403;
  }

  private static long wholeSeconds(Duration duration) {
    return duration.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
