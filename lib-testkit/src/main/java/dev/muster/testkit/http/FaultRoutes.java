package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.FaultScript;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The fault script, for a test in another process. */
final class FaultRoutes {
  private final FaultScript script;
  private final Queue<Hold> holds = new ConcurrentLinkedQueue<>();

  FaultRoutes(FaultScript script) {
    this.script = script;
  }

  Answer act(String act, Request request) {
    switch (act) {
      case "down" -> script.down();
      case "up" -> script.up();
      case "clear-faults" -> script.clear();
      case "release" -> releaseAll();
      case "pass" -> script.pass(operation(request), times(request));
      case "fault" -> script.next(operation(request), fault(request), times(request));
      case "late-events" ->
          script.lateEvents(
              Duration.ofMillis(request.json().path("delayMillis").asLong(-1)), times(request));
      default -> {
        return Answer.noSuchRoute();
      }
    }
    return Answer.done();
  }

  private Fault fault(Request request) {
    JsonNode retryAfter = request.json().path("retryAfterSeconds");
    return switch (request.text("kind")) {
      case "rate_limited" ->
          new Fault.RateLimited(
              retryAfter.isNumber() ? Duration.ofSeconds(retryAfter.longValue()) : null);
      case "server_error" -> new Fault.ServerError(request.json().path("status").asInt(500));
      case "refused_connection" -> new Fault.RefusedConnection();
      case "malformed_answer" -> new Fault.MalformedAnswer();
      case "cut_answer" -> new Fault.CutAnswer();
      case "key_rejected" -> new Fault.KeyRejected();
      case "refusal" -> new Fault.Refusal(request.text("code"));
      case "hang" -> new Fault.Hang(newHold());
      case "late_answer" -> new Fault.LateAnswer(newHold());
      case "lost_answer" -> new Fault.LostAnswer();
      default -> throw new IllegalArgumentException("kind");
    };
  }

  private Hold newHold() {
    Hold hold = new Hold();
    holds.add(hold);
    return hold;
  }

  private void releaseAll() {
    for (Hold hold = holds.poll(); hold != null; hold = holds.poll()) {
      hold.release();
    }
  }

  private static Operation operation(Request request) {
    return Operation.valueOf(request.text("operation"));
  }

  private static int times(Request request) {
    return request.json().path("times").asInt(1);
  }
}
