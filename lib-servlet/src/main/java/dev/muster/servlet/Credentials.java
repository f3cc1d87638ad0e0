package dev.muster.servlet;

import dev.muster.session.Credential;
import dev.muster.session.SessionSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a request presents. Safe for many threads; never blocks. */
public final class Credentials {
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

  /**
   * Whether a browser says that a request comes from a page of a foreign site. The filter refuses
   * such writes where they bring a cookie; this is for what a write without one could do, too.
   *
   * @param request the request
   * @param settings which origin is the host's own
   * @return true also where the browser says it in several ways
   */
  public static boolean isFromForeignPage(HttpServletRequest request, SessionSettings settings) {
    return ForeignWrites.isForeign(request, settings);
  }

  static List<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
