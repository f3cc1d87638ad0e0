package dev.muster.keycloak.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keycloak's admin API as its administrator calls it. Safe for many threads. */
public final class KeycloakAdmin {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI url;
  private final String name;
  private final String password;
  private volatile String token = "";

  KeycloakAdmin(URI url, String name, String password) {
    this.url = url;
    this.name = name;
    this.password = password;
  }

  /**
   * The administrator's name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The administrator's password, new with each server.
   *
   * @return the password
   */
  public String password() {
    return password;
  }

  /**
   * Asks, with the administrator's token.
   *
   * @param method the HTTP method
   * @param path below {@code /admin/realms}
   * @param body a JSON value, or null
   * @return the answer, whatever it is
   */
  public HttpResponse<String> ask(String method, String path, @Nullable JsonNode body) {
    HttpResponse<String> answer = asked(method, path, body);
    if (answer.statusCode() == 401) {
      token = passwordToken();
      answer = asked(method, path, body);
    }
    return answer;
  }

  /**
   * Asks for what must be there.
   *
   * @param path below {@code /admin/realms}
   * @return the answer
   */
  public JsonNode get(String path) {
    return parse(good("GET", path, null).body());
  }

  /**
   * Makes something.
   *
   * @param path below {@code /admin/realms}
   * @param body what
   * @return its id, the end of its address
   */
  public String create(String path, JsonNode body) {
    String location = good("POST", path, body).headers().firstValue("Location").orElse("");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /**
   * Asks for something that must be done.
   *
   * @param method the HTTP method
   * @param path below {@code /admin/realms}
   * @param body a JSON value, or null
   * @return the answer
   */
  public HttpResponse<String> good(String method, String path, @Nullable JsonNode body) {
    HttpResponse<String> answer = ask(method, path, body);
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          method + " " + path + " was answered " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  /**
   * An object to be filled.
   *
   * @return the object
   */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /**
   * Posts a form without any credential but its own.
   *
   * @param path below the server
   * @param form the fields
   * @return the answer, whatever it is
   */
  public HttpResponse<String> post(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<String> asked(String method, String path, @Nullable JsonNode body) {
    return send(
        HttpRequest.newBuilder(url.resolve("/admin/realms" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
            .build());
  }

  private String passwordToken() {
    HttpResponse<String> answer =
        post(
            "/realms/master/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                name,
                "password",
                password));
    return parse(answer.body()).path("access_token").asText();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
