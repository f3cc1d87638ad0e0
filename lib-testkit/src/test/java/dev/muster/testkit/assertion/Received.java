package dev.muster.testkit.assertion;

import dev.muster.decision.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Responses as a host sends them, and with one thing wrong. */
final class Received {
  private final int status;
  private final Map<String, List<String>> headers = new LinkedHashMap<>();
  private String body = "";

  private Received(int status) {
    this.status = status;
  }

  static Received status(int status) {
    return new Received(status);
  }

  /** A problem as it has to be told. */
  static Received problem(Problem problem) {
    Received told =
        status(problem.status())
            .header("Content-Type", "application/problem+json")
            .header("Cache-Control", "private, No-Store")
            .body("{'code':'" + problem.code() + "','status':" + problem.status() + "}");
    return problem.status() == 503
        ? told.header("Retry-After", "7")
        : problem.status() == 401 ? told.header("WWW-Authenticate", "Cookie realm=\"x\"") : told;
  }

  Received header(String name, String... values) {
    headers.put(name, new ArrayList<>(List.of(values)));
    return this;
  }

  Received without(String name) {
    headers.remove(name);
    return this;
  }

  Received body(String singleQuoted) {
    body = singleQuoted.replace('\'', '"');
    return this;
  }

  ReceivedResponse now() {
    return new ReceivedResponse(status, headers, body);
  }

  StubResponse stub() {
    return new StubResponse(status, headers, body);
  }
}
