package dev.muster.servlet;

import dev.muster.session.Credential;
import dev.muster.session.SessionSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells requests that change something for a page of a foreign site. Pure. */
final class ForeignWrites {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OUR_SITE = Set.of("same-origin", "none");

  private ForeignWrites() {}

  /**
   * Whether a request is a write with a credential that a browser may have added, and its browser
   * says that it comes from another site, or names an origin that is not the host's own. What asks
   * for another protocol, such as a WebSocket, is a write: what it will do is not known.
   */
  static boolean isOne(
      HttpServletRequest request, Credential credential, SessionSettings settings) {
    return mayWrite(request, credential)
        && mayBeOfBrowser(request, credential, settings)
        && isForeign(request, settings);
  }

  private static boolean mayWrite(HttpServletRequest request, Credential credential) {
    return !SAFE_METHODS.contains(request.getMethod())
        || (!Credentials.isBearer(credential) && request.getHeader("Upgrade") != null);
  }

  /** Anything but nothing, or a bearer token alone, may be. */
  private static boolean mayBeOfBrowser(
      HttpServletRequest request, Credential credential, SessionSettings settings) {
    boolean bearerAlone =
        Credentials.isBearer(credential)
            && Credentials.cookies(request, settings.cookieName()).isEmpty();
    return !bearerAlone && !(credential instanceof Credential.None);
  }

  static boolean isForeign(HttpServletRequest request, SessionSettings settings) {
    List<String> sites = Credentials.headers(request, "Sec-Fetch-Site");
    if (!sites.isEmpty()) {
      return sites.size() > 1 || !OUR_SITE.contains(sites.get(0));
    }
    List<String> origins = Credentials.headers(request, "Origin");
    return !origins.isEmpty()
        && (origins.size() > 1 || !origins.get(0).equals(origin(settings.redirectUri())));
  }

  /** As a browser writes it: in small letters, without the port that goes without saying. */
  static String origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
  }
}
