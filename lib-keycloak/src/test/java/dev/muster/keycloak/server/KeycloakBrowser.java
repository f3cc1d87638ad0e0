package dev.muster.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person with a browser at Keycloak's own pages: posts the forms of sign-in, and keeps the
 * cookies, so that the same browser is signed in the next time. For one thread.
 */
public final class KeycloakBrowser {
  private static final Pattern ACTION = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
  private static final Pattern PASSWORD = Pattern.compile("<input[^>]*\\sname=\"password\"");
  private static final int MOST_STEPS = 10;

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * By realm and name: all pages are of one server, and the JDK's jar sends no secure ones to http.
   */
  private final Map<String, Map<String, String>> cookies = new HashMap<>();

  /** A browser without cookies. */
  public KeycloakBrowser() {}

  /**
   * Signs in, or is signed in already.
   *
   * @param page the address that the application sends the browser to
   * @param back where the application wants it back
   * @param name the user name
   * @param password the password
   * @return where the browser is sent back to, with its query
   */
  public URI signIn(URI page, URI back, String name, String password) {
    HttpRequest next = HttpRequest.newBuilder(page).build();
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      HttpResponse<String> answer = send(next);
      URI at = next.uri();
      String location = answer.headers().firstValue("Location").orElse("");
      if (location.startsWith(back.toString())) {
        return URI.create(location);
      }
      next =
          location.isEmpty()
              ? filled(at, answer, name, password)
              : HttpRequest.newBuilder(at.resolve(location)).build();
    }
    throw new IllegalStateException("no way back after " + MOST_STEPS + " steps");
  }

  /* The name is asked for on a page of its own where the realm has organizations. */
  private static HttpRequest filled(
      URI at, HttpResponse<String> page, String name, String password) {
    Matcher action = ACTION.matcher(page.body());
    if (!action.find()) {
      throw new IllegalStateException("a page without a form, status " + page.statusCode());
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("username", name);
    if (PASSWORD.matcher(page.body()).find()) {
      form.put("password", password);
    }
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + KeycloakAdmin.encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(at.resolve(action.group(1).replace("&amp;", "&")))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    HttpRequest.Builder with = HttpRequest.newBuilder(request, (name, value) -> true);
    String realm = request.uri().getPath().replaceFirst("(/realms/[^/]+)?.*", "$1");
    Map<String, String> held = cookies.computeIfAbsent(realm, key -> new LinkedHashMap<>());
    if (!held.isEmpty()) {
      with.header(
          "Cookie",
          held.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> answer = HTTP.send(with.build(), BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(line -> keep(held, line));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void keep(Map<String, String> cookies, String line) {
    String[] parts = line.split(";", 2);
    int equals = parts[0].indexOf('=');
    String name = parts[0].substring(0, equals).strip();
    boolean over = parts.length > 1 && parts[1].toLowerCase(Locale.ROOT).contains("max-age=0");
    if (over) {
      cookies.remove(name);
    } else {
      cookies.put(name, parts[0].substring(equals + 1).strip());
    }
  }
}
