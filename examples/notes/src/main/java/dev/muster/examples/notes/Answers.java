package dev.muster.examples.notes;

import dev.muster.decision.Decision;
import dev.muster.servlet.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What several servlets answer alike. */
final class Answers {
  private Answers() {}

  /** It is not known now. */
  static void unavailable(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problems.unavailable(request, response, Decision.Undecided.DEFAULT_RETRY_AFTER, null);
  }
}
