package dev.muster.servlet;

import dev.muster.session.Credential;
import dev.muster.session.SessionSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
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
    List<String> authorization = headers(request, "Authorization");
    return Credential.of(
        authorization,
        authorization.isEmpty() ? cookies(request, settings.cookieName()) : List.of());
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
   * Every value of a cookie, as the browser sent it.
   *
   * <p>Read from the header itself: of two cookies of one name some containers tell only one, and
   * some take the text within quotes for cookies.
   *
   * @param request the request
   * @param name the cookie's name
   * @return as many as the browser sent
   */
  public static List<String> cookies(HttpServletRequest request, String name) {
    List<String> values = List.of();
    for (String header : headers(request, "Cookie")) {
      int start = 0;
      while (start < header.length()) {
        int semicolon = header.indexOf(';', start);
        int end = semicolon < 0 ? header.length() : semicolon;
        String value = value(header, start, end, name);
        values = value == null ? values : and(values, value);
        start = end + 1;
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

  /** The value of one pair of a header, if it is of this name (RFC 6265, section 5.4). */
  private static @Nullable String value(String header, int start, int end, String name) {
    int from = start;
    while (from < end && isBlank(header.charAt(from))) {
      from++;
    }
    int equals = from + name.length();
    if (equals >= end || !header.startsWith(name, from) || header.charAt(equals) != '=') {
      return null;
    }
    int to = end;
    while (to > equals + 1 && isBlank(header.charAt(to - 1))) {
      to--;
    }
    return header.substring(equals + 1, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static List<String> headers(HttpServletRequest request, String name) {
    Enumeration<String> found = request.getHeaders(name);
    List<String> values = List.of();
    while (found != null && found.hasMoreElements()) {
      values = and(values, found.nextElement());
    }
    return values;
  }

  /** There is one as a rule. */
  private static List<String> and(List<String> values, String value) {
    if (values.isEmpty()) {
      return List.of(value);
    }
    List<String> more = new ArrayList<>(values);
    more.add(value);
    return more;
  }
}
