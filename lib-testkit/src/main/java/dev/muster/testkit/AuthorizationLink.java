package dev.muster.testkit;

import dev.muster.provider.SessionProvider.AuthorizationRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The addresses of a sign-in: to the provider's page, and back with a code. Pure functions; no
 * method blocks.
 */
public final class AuthorizationLink {
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private AuthorizationLink() {}

  /**
   * The address of the sign-in page for a request.
   *
   * @param page the page, without query
   * @param request what the host asks for
   * @return the page with the request in its query
   */
  public static URI to(URI page, AuthorizationRequest request) {
    Objects.requireNonNull(page, "page");
    Objects.requireNonNull(request, "request");
    return URI.create(
        page
            + "?response_type=code&redirect_uri="
            + encoded(request.redirectUri().toString())
            + "&state="
            + encoded(request.state())
            + "&code_challenge="
            + encoded(request.codeChallenge())
            + "&code_challenge_method=S256");
  }

  /** The address that the browser goes back to. */
  static URI back(AuthorizationRequest request, String code) {
    String uri = request.redirectUri().toString();
    char joint = request.redirectUri().getRawQuery() == null ? '?' : '&';
    return URI.create(uri + joint + "code=" + encoded(code) + "&state=" + encoded(request.state()));
  }

  static void check(AuthorizationRequest request) {
    URI uri = Objects.requireNonNull(request, "request").redirectUri();
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "redirectUri must be an absolute http or https address without fragment");
    }
    if (!CHALLENGE.matcher(request.codeChallenge()).matches()) {
      throw new IllegalArgumentException("codeChallenge must be 43 characters of base64url");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
