package dev.muster.servlet.account;

import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.servlet.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes what an endpoint answers. */
final class Answers {
  private Answers() {}

  static void write(HttpServletRequest request, HttpServletResponse response, Answer answer)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    answer.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie.header()));
    if (answer instanceof Answer.Told told) {
      byte[] bytes = told.body().toString().getBytes(StandardCharsets.UTF_8);
      response.setStatus(told.status());
      response.setContentType("application/json");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    } else if (answer instanceof Answer.Done done) {
      response.setStatus(done.status());
    } else if (answer instanceof Answer.Redirect redirect) {
      // Not sendRedirect, which may put the Host header of the request before the path.
      response.setStatus(redirect.status());
      response.setHeader("Location", redirect.location());
    } else if (answer instanceof Answer.Refused refused) {
      Problems.write(request, response, refused.problem(), refused.members());
    } else if (answer instanceof Answer.Unavailable unavailable) {
      Problems.unavailable(
          request, response, patience(unavailable.retryAfter()), unavailable.organization());
    } else {
      response.setHeader("Allow", ((Answer.NotAllowed) answer).allow());
      Problems.write(request, response, Problem.METHOD_NOT_ALLOWED);
    }
  }

  /** The provider's hint, within what a client can be told. */
  private static Duration patience(@Nullable Duration hint) {
    if (hint == null) {
      return Decision.Undecided.DEFAULT_RETRY_AFTER;
    }
    return hint.compareTo(Decision.Undecided.MAX_RETRY_AFTER) > 0
        ? Decision.Undecided.MAX_RETRY_AFTER
        : hint;
  }
}
