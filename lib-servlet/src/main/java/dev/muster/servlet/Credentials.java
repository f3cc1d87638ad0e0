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
import org.jspecify.annotations.Nullable;

/** Reads what a request presents. Safe for many threads; never blocks. */
public final class Credentials {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEARER = "bearer ";

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

  /** The credential of a request to a host that looks at a session cookie only if it has one. */
  static Credential presented(HttpServletRequest request, @Nullable SessionSettings settings) {
    return settings == null
        ? Credential.of(headers(request, "Authorization"), List.of())
        : of(request, settings);
  }

  /** Whether a request presents a bearer token, good or not, and so no cookie that counts. */
  static boolean isBearer(Credential credential) {
    return credential instanceof Credential.Header header
        && header.value().reveal().regionMatches(true, 0, BEARER, 0, BEARER.length());
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
   * Whether a browser may have added what a request presents: anything but a bearer token alone, or
   * nothing.
   */
  static boolean mayBeOfBrowser(HttpServletRequest request, SessionSettings settings) {
    Credential credential = of(request, settings);
    boolean bearerAlone = isBearer(credential) && cookies(request, settings.cookieName()).isEmpty();
    return !bearerAlone && !(credential instanceof Credential.None);
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
