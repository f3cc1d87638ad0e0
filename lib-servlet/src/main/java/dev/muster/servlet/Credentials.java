package dev.muster.servlet;

import dev.muster.session.Credential;
import dev.muster.session.SessionSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Reads what a request presents. Safe for many threads; never blocks. */
public final class Credentials {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private Credentials() {}

  /**
   * The credential of a request: an Authorization header, else the session cookie, else nothing.
   *
   * @param request the request
   * @param settings which cookie
   * @return the credential that counts
   */
  public static Credential of(HttpServletRequest request, SessionSettings settings) {
    return Credential.of(
        headers(request, "Authorization"), cookies(request, settings.cookieName()));
  }

  /**
   * Every value of a cookie.
   *
   * @param request the request
   * @param name the cookie's name
   * @return as many as the browser sent
   */
  public static List<String> cookies(HttpServletRequest request, String name) {
    List<String> values = new ArrayList<>();
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name)) {
          values.add(cookie.getValue());
        }
      }
    }
    return values;
  }

  static List<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  /**
   * Whether a request that changes something was sent by a page of a foreign site: its browser says
   * so, or names an origin that is not the host's own.
   */
  static boolean isForeignWrite(HttpServletRequest request, SessionSettings settings) {
    if (SAFE_METHODS.contains(request.getMethod())) {
      return false;
    }
    List<String> sites = headers(request, "Sec-Fetch-Site");
    if (!sites.isEmpty()) {
      return sites.size() > 1 || !Set.of("same-origin", "none").contains(sites.get(0));
    }
    List<String> origins = headers(request, "Origin");
    return !origins.isEmpty()
        && (origins.size() > 1 || !origins.get(0).equals(origin(settings.redirectUri())));
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
