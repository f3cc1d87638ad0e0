package dev.muster.clerk.stub;

import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.List;

/** Holds what goes over the wire against what Clerk's documents say. For many threads. */
interface Conformance {
  /** Nothing is held, where the documents are not. */
  Conformance NONE =
      new Conformance() {
        @Override
        public void check(Route route, Asked asked, Answer answer) {}

        @Override
        public void check(WebhookMessage message) {}

        @Override
        public List<String> faults() {
          return List.of();
        }
      };

  void check(Route route, Asked asked, Answer answer);

  void check(WebhookMessage message);

  /** What was wrong until now. */
  List<String> faults();
}
