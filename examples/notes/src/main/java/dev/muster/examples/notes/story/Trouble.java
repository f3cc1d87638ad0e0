package dev.muster.examples.notes.story;

import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.gateway.StubServer.Answer;

/** What goes wrong at the provider in the story. */
enum Trouble {
  /** Nobody there, or nothing but failures. */
  DOWN("provider down"),
  /** Too many calls; it asks for seven seconds. */
  BUSY("provider asks for 7 s"),
  /** No answer in time. */
  SILENT("provider silent"),
  /** Half an answer. */
  BROKEN("provider's answer broken"),
  /** Our own key is not accepted any more. */
  KEY_REFUSED("our key refused");

  private final String words;

  Trouble(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** What a gateway answers in the provider's place. */
  Answer overHttp() {
    return switch (this) {
      case DOWN -> Answer.of(Outage.SERVER_ERROR);
      case BUSY -> Answer.of(429, "{}").with("Retry-After", "7");
      case SILENT -> Answer.of(Outage.HANG);
      case BROKEN -> Answer.of(Outage.MALFORMED_ANSWER);
      case KEY_REFUSED -> Answer.of(401, "{}");
    };
  }
}
