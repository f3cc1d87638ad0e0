package dev.muster.examples.notes;

import dev.muster.decision.Decision;
import dev.muster.name.OrganizationId;
import dev.muster.servlet.Problems;
import dev.muster.session.SetCookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several servlets answer alike. */
final class Answers {
  private Answers() {}

  static void set(HttpServletResponse response, List<SetCookie> cookies) {
    cookies.forEach(cookie -> response.addHeader("Set-Cookie", cookie.header()));
  }

  /** It is not known or not finished now; of which organization, if one is known to stand. */
  static void unavailable(
      HttpServletResponse response,
      @Nullable Duration retryAfter,
      @Nullable OrganizationId organization)
      throws IOException {
    Problems.unavailable(
        response,
        retryAfter == null ? Decision.Undecided.DEFAULT_RETRY_AFTER : retryAfter,
        organization);
  }
}
