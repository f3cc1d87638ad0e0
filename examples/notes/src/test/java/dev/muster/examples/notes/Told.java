package dev.muster.examples.notes;

import dev.muster.examples.notes.story.Story;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A story that was told.
 *
 * @param right whether every step went as expected
 * @param text all lines
 */
record Told(boolean right, String text) {
  static final int STEPS = 131;

  /**
   * The emulator does not end what was signed out, and issues no token to a program, so that some
   * steps can't be told there.
   */
  static final int STEPS_ON_WORKOS = STEPS - 6;

  /**
   * Keycloak's invitations carry no role, its word for a session that has ended says less, and it
   * refuses no member's refresh.
   */
  static final int STEPS_ON_KEYCLOAK = STEPS - 15;

  /** On Clerk, where people sign in at Clerk, it is another story. */
  static final int STEPS_ON_CLERK = 38;

  /**
   * More than a busy machine makes a call wait, and less than the browser of the story waits. One
   * step meets a provider that is silent, and lasts this long.
   */
  private static final String DEADLINE = "PT10S";

  static Told with(Map<String, String> environment) throws Exception {
    Map<String, String> patient = new HashMap<>(environment);
    patient.put("NOTES_DEADLINE", DEADLINE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean right =
        Story.tell(Settings.of(patient), new PrintStream(out, true, StandardCharsets.UTF_8));
    return new Told(right, out.toString(StandardCharsets.UTF_8));
  }

  /** The last line of a story in which every step went well. */
  static String all(int steps) {
    return "story: " + steps + " of " + steps + " steps as expected";
  }

  String lastLine() {
    return text.lines().reduce("", (before, line) -> line);
  }
}
