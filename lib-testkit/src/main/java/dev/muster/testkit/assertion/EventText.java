package dev.muster.testkit.assertion;

import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import java.util.List;
import java.util.stream.Collectors;

/** Events in words, the latest few of them. Events hold no secrets. */
final class EventText {
  /** Of a trail that was never told anything. */
  static final String SILENCE =
      "the trail heard nothing: the host did not ask, or its own listener took the kit's place";

  private static final int TOLD = 5;

  private EventText() {}

  static String of(List<?> events) {
    int untold = Math.max(0, events.size() - TOLD);
    String told = events.stream().skip(untold).map(EventText::of).collect(Collectors.joining("; "));
    if (events.isEmpty()) {
      return "none";
    }
    return untold == 0 ? told : untold + " before and then " + told;
  }

  private static String of(Object event) {
    if (event instanceof MusterEvent.Decided decided) {
      return DecisionText.of(decided.decision());
    }
    return event instanceof Decision decision ? DecisionText.of(decision) : event.toString();
  }
}
