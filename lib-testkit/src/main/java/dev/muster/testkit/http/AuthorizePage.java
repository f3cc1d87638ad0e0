package dev.muster.testkit.http;

import dev.muster.name.UserId;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.User;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;
import java.util.Map;
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

  private final FakeIdentityProvider provider;

  AuthorizePage(FakeIdentityProvider provider) {
    this.provider = provider;
  }

  Answer answer(Request request) {
    if (request.is("GET", "authorize")) {
      return page(asked(request.query()), request.query());
    }
    if (request.is("POST", "authorize")) {
      Map<String, String> form = request.form();
      URI back = provider.authorize(asked(form), new UserId(field(form, "user")));
      return new Answer(302, Map.of("Location", back.toString()), "");
    }
    return Answer.noSuchRoute();
  }

  private Answer page(AuthorizationRequest asked, Map<String, String> parameters) {
    String users =
        provider.dashboard().users().stream()
            .map(AuthorizePage::button)
            .collect(Collectors.joining());
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
        + escape(user.email())
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
