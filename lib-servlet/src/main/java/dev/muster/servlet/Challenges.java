package dev.muster.servlet;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What a 401 says of how to come in: by cookie, by bearer token (RFC 6750), or both. Immutable.
 *
 * @param cookie whether the host has sessions
 * @param bearer whether it takes bearer tokens
 */
record Challenges(boolean cookie, boolean bearer) {
  private static final String HEADER = "WWW-Authenticate";

  /** A token that was presented is answered for itself: the cookie was not looked at. */
  void set(HttpServletResponse response, boolean presented) {
    if (bearer && presented) {
      response.setHeader(HEADER, "Bearer realm=\"muster\", error=\"invalid_token\"");
      return;
    }
    response.setHeader(HEADER, (cookie ? "Cookie" : "Bearer") + " realm=\"muster\"");
    if (cookie && bearer) {
      response.addHeader(HEADER, "Bearer realm=\"muster\"");
    }
  }
}
