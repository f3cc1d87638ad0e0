package dev.muster.testkit.http;

import dev.muster.name.UserId;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.User;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fake's sign-in page: one button for each user, no password. */
final class AuthorizePage {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type",
          "text/html; charset=utf-8",
          "Content-Security-Policy",
          "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
          "Referrer-Policy",
          "no-referrer",
          "X-Content-Type-Options",
          "nosniff");
  private static final Pattern CODE = Pattern.compile("(?:^|&)code=([^&]+)&state=[^&]*$");

  private final FakeIdentityProvider provider;
  private final ClientGrants grants;

  AuthorizePage(FakeIdentityProvider provider, ClientGrants grants) {
    this.provider = provider;
    this.grants = grants;
  }

  Answer answer(Request request) {
    if (request.is("GET", "authorize")) {
      return page(asked(request.query()), request.query());
    }
    if (request.is("POST", "authorize")) {
      Map<String, String> form = request.form();
      String client = ClientGrants.client(form);
      URI back = provider.authorize(asked(form), new UserId(field(form, "user")));
      if (client != null) {
        grants.code(code(back), client);
      }
      return new Answer(302, Map.of("Location", back.toString()), "");
    }
    return Answer.noSuchRoute();
  }

  /** The code that was put behind whatever the redirect URI had in its own query. */
  private static String code(URI back) {
    Matcher code = CODE.matcher(back.getRawQuery());
    if (!code.find()) {
      throw new IllegalStateException("the fake sends nobody back without a code");
    }
    return URLDecoder.decode(code.group(1), StandardCharsets.UTF_8);
  }

  private Answer page(AuthorizationRequest asked, Map<String, String> parameters) {
    String users =
        provider.dashboard().users().stream()
            .map(AuthorizePage::button)
            .collect(Collectors.joining());
    String client = ClientGrants.client(parameters);
    String html =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\">"
            + "<title>Sign in: fake provider</title></head>\n<body>\n<main>\n"
            + "<h1>Sign in</h1>\n<p>This is a fake identity provider for tests. You go on to "
            + escape(String.valueOf(asked.redirectUri().getHost()))
            + ".</p>\n<form method=\"post\" action=\"/authorize\">\n"
            + hidden("redirect_uri", asked.redirectUri().toString())
            + hidden("state", asked.state())
            + hidden("code_challenge", asked.codeChallenge())
            + hidden("code_challenge_method", field(parameters, "code_challenge_method"))
            + hidden("response_type", field(parameters, "response_type"))
            + (client == null ? "" : hidden("client_id", client))
            + (users.isEmpty() ? "<p>There is no user yet.</p>\n" : "<ul>\n" + users + "</ul>\n")
            + "</form>\n</main>\n</body>\n</html>\n";
    return new Answer(200, HEADERS, html);
  }

  private static AuthorizationRequest asked(Map<String, String> parameters) {
    if (!field(parameters, "response_type").equals("code")
        || !field(parameters, "code_challenge_method").equals("S256")) {
      throw new IllegalArgumentException("response_type or code_challenge_method");
    }
    return new AuthorizationRequest(
        URI.create(field(parameters, "redirect_uri")),
        field(parameters, "state"),
        field(parameters, "code_challenge"));
  }

  private static String field(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  private static String button(User user) {
    return "<li><button type=\"submit\" name=\"user\" value=\""
        + escape(user.id().value())
        + "\">"
        + escape(user.email() == null ? user.id().value() : user.email())
        + "</button></li>\n";
  }

  private static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escape(value) + "\">\n";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
