package dev.muster.examples.notes;

import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.name.OrganizationId;
import dev.muster.servlet.Problems;
import dev.muster.session.SetCookie;
import jakarta.servlet.http.HttpServletRequest;
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

  /** What the path ends with. The routes let no empty segment through. */
  static String lastSegment(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** It is done, or why not. */
  static void done(HttpServletResponse response, LifecycleResult<?> result) throws IOException {
    if (result instanceof LifecycleResult.Done<?>) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      refused(response, result);
    }
  }

  /** Why it was not done. */
  static void refused(HttpServletResponse response, LifecycleResult<?> result) throws IOException {
    Problem problem = result.problem().orElseThrow();
    if (problem == Problem.UNAVAILABLE) {
      unavailable(response, null, null);
    } else {
      Problems.write(response, problem);
    }
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
