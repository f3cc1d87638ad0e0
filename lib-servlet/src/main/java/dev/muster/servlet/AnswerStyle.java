package dev.muster.servlet;

import dev.muster.decision.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How a host tells what went wrong. Immutable.
 *
 * @param challenges how to come in
 * @param hidesOrganizations whether it tells of no organization that it exists
 * @param pages where browsers are sent, or null if they are told like everybody
 * @param vary what an answer depends on
 */
record AnswerStyle(
    Challenges challenges, boolean hidesOrganizations, @Nullable BrowserPages pages, String vary) {
  private static final String CREDENTIALS = "Cookie, Authorization";

  /** Of an answer to a request that no filter has seen. */
  static final AnswerStyle PLAIN =
      new AnswerStyle(new Challenges(true, false), false, null, CREDENTIALS);

  static AnswerStyle of(Challenges challenges, Routes routes) {
    String header = routes.places().header();
    return new AnswerStyle(
        challenges,
        routes.hidesOrganizations(),
        routes.pages(),
        CREDENTIALS
            + (header == null ? "" : ", " + header)
            + (routes.pages() == null ? "" : ", Accept, Sec-Fetch-Mode"));
  }

  Problem told(Problem problem) {
    return hidesOrganizations ? problem.hidingOrganizations() : problem;
  }

  /** Keeps an answer that depends on the caller out of caches. */
  void noStore(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    Collection<String> before = response.getHeaders("Vary");
    if (before.isEmpty() || !before.contains(vary)) {
      response.addHeader("Vary", vary);
    }
  }
}
