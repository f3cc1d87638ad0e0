package dev.muster.servlet;

import dev.muster.decision.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a navigation gets of a problem: a redirect to a page that helps, or a page that tells. */
final class ProblemPage {
  static final String TYPE = "text/html;charset=utf-8";
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  /** A sign-in takes no longer way back. */
  private static final int MAX_RETURN = 1024;

  private ProblemPage() {}

  /**
   * The address to go to instead, or null if no page helps. Only from a route: a public path, such
   * as that of a sign-in that failed, would lead to itself.
   */
  static @Nullable String instead(
      BrowserPages pages, Entry entry, HttpServletRequest request, Problem problem) {
    String page =
        entry.isOnRoute() ? pages.instead(problem, entry.path(), entry.firstPath()) : null;
    if (page == null) {
      return null;
    }
    String address = request.getServletContext().getContextPath() + page;
    String way = entry.firstTarget();
    return problem.status() == HttpServletResponse.SC_UNAUTHORIZED && way.length() <= MAX_RETURN
        ? address + "?returnTo=" + encoded(way)
        : address;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static void restrict(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  static byte[] of(Problem problem, BrowserPages pages, HttpServletRequest request) {
    String message = escaped(problem.message());
    String home =
        pages.home() == null
            ? ""
            : "<p><a href=\""
                + escaped(request.getServletContext().getContextPath() + pages.home())
                + "\">Home</a></p>\n";
    String page =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        <style>
        body { font: 1.1em/1.5 sans-serif; max-width: 32em; margin: 15vh auto; padding: 0 1em }
        </style>
        </head>
        <body>
        <h1>%s</h1>
        <p>%d %s</p>
        %s</body>
        </html>
        """
            .formatted(message, message, problem.status(), problem.code(), home);
    return page.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
