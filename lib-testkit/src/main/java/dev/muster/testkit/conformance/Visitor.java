package dev.muster.testkit.conformance;

import dev.muster.testkit.fault.CallLedger;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.stage.KitHttp;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends the requests, one at a time, and counts what each sets off. It follows no redirect. */
final class Visitor implements AutoCloseable {
  private static final String LATE = "no answer in time";
  private static final String ENDLESS = "an answer without an end";

  /** The request did arrive, and is not sent once more. */
  private static final Set<String> ARRIVED = Set.of(LATE, ENDLESS);

  private final KitHttp client;
  private final URI base;
  private final Duration deadline;
  private final CallLedger ledger;
  private final LongSupplier handled;
  private int sent;

  Visitor(URI base, Duration deadline, CallLedger ledger, LongSupplier handled) {
    client = KitHttp.within(deadline);
    this.base = base;
    this.deadline = deadline;
    this.ledger = ledger;
    this.handled = handled;
  }

  /** How many requests there were. */
  int sent() {
    return sent;
  }

  Visit send(Ready ready, @Nullable PresentedCredential credential, boolean foreignPage) {
    HttpRequest request = request(ready, credential, foreignPage);
    long before = handled.getAsLong();
    Visit visit = send(request);
    // A server may close a connection that it kept, just when the next request comes along it. A
    // request that set something off did arrive, and is not sent once more.
    if (visit.failure() == null || ARRIVED.contains(visit.failure()) || visit.setSomethingOff()) {
      return visit;
    }
    long late = handled.getAsLong() - before;
    return send(request).after(late);
  }

  private Visit send(HttpRequest request) {
    sent++;
    Map<Operation, Long> before = calls();
    long handledBefore = handled.getAsLong();
    int status = 0;
    Map<String, List<String>> headers = Map.of();
    String body = "";
    String failure = null;
    try {
      HttpResponse<String> answer = client.send(request);
      status = answer.statusCode();
      headers = inSmallLetters(answer.headers().map());
      body = answer.body();
    } catch (UncheckedIOException gone) {
      failure = without(gone);
    }
    return new Visit(
        status, headers, body, failure, since(before), handled.getAsLong() - handledBefore);
  }

  private static String without(UncheckedIOException gone) {
    Throwable cause = gone.getCause();
    Throwable why = cause == null ? gone : cause;
    if (why instanceof HttpTimeoutException) {
      return LATE;
    }
    return why instanceof KitHttp.TooLong
        ? ENDLESS
        : "no answer (" + why.getClass().getSimpleName() + ")";
  }

  @Override
  public void close() {
    client.close();
  }

  private HttpRequest request(
      Ready ready, @Nullable PresentedCredential credential, boolean foreignPage) {
    String body = ready.body();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(ready.target()))
            .timeout(deadline)
            .header("Accept", "application/json")
            .method(
                ready.route().terms().method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    String header = ready.route().terms().header;
    if (header != null) {
      request.header(header, ready.selector());
    }
    if (credential != null) {
      request.header(credential.header(), credential.value().reveal());
      if (credential.isCookie()) {
        asOfAPage(request, foreignPage);
      }
    }
    return request.build();
  }

  /** What a browser says of the page that a request comes from. */
  private void asOfAPage(HttpRequest.Builder request, boolean foreignPage) {
    request.header("Sec-Fetch-Site", foreignPage ? "cross-site" : "same-origin");
    request.header(
        "Origin",
        foreignPage
            ? "https://elsewhere.example"
            : base.getScheme() + "://" + base.getRawAuthority());
  }

  /** Reading the event log is no part of any answer: followers do it by themselves. */
  private Map<Operation, Long> calls() {
    Map<Operation, Long> counts = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      if (operation != Operation.LIST_EVENTS) {
        counts.put(operation, ledger.count(operation));
      }
    }
    return counts;
  }

  private Map<Operation, Long> since(Map<Operation, Long> before) {
    Map<Operation, Long> more = new EnumMap<>(Operation.class);
    calls()
        .forEach(
            (operation, now) -> {
              long grown = now - before.getOrDefault(operation, 0L);
              if (grown > 0) {
                more.put(operation, grown);
              }
            });
    return more;
  }

  private static Map<String, List<String>> inSmallLetters(Map<String, List<String>> headers) {
    Map<String, List<String>> small = new HashMap<>();
    headers.forEach((name, values) -> small.put(name.toLowerCase(Locale.ROOT), values));
    return small;
  }
}
