package dev.muster.examples.notes.story;

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
}
