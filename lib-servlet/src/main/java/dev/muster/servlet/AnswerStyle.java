package dev.muster.servlet;

import dev.muster.decision.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;

/**
 * How a host tells what went wrong. Immutable.
 *
 * @param challenges how to come in
 * @param hidesOrganizations whether it tells of no organization that it exists
 * @param vary what an answer depends on
 */
record AnswerStyle(Challenges challenges, boolean hidesOrganizations, String vary) {
  private static final String CREDENTIALS = "Cookie, Authorization";

  /** Of an answer to a request that no filter has seen. */
  static final AnswerStyle PLAIN = new AnswerStyle(new Challenges(true, false), false, CREDENTIALS);

  static AnswerStyle of(Challenges challenges, Routes routes) {
    String header = routes.places().header();
    return new AnswerStyle(
        challenges,
        routes.hidesOrganizations(),
        header == null ? CREDENTIALS : CREDENTIALS + ", " + header);
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
