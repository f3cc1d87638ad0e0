package dev.muster.examples.notes.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.examples.notes.KeycloakAccess;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people do at Keycloak: an administrator at its admin API, and whoever signs in at its pages.
 */
final class KeycloakPeople {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String PASSWORD = "marker-of-the-story";
  private static final Pattern ACTION = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
  private static final int MOST_PAGES = 6;

  private final KeycloakAccess keycloak;

  KeycloakPeople(KeycloakAccess keycloak) {
    this.keycloak = keycloak;
  }

  UserId signUp(String email) throws IOException, InterruptedException {
    ObjectNode user =
        JSON.createObjectNode()
            .put("username", email)
            .put("email", email)
            .put("emailVerified", true)
            .put("firstName", "A")
            .put("lastName", "Person")
            .put("enabled", true);
    user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
    String location = send("POST", "/users", user).headers().firstValue("Location").orElseThrow();
    return new UserId(location.substring(location.lastIndexOf('/') + 1));
  }

  /** Makes a role of the realm. */
  void defineRole(String role) throws IOException, InterruptedException {
    send("POST", "/roles", JSON.createObjectNode().put("name", role));
  }

  void remove(OrganizationId organization, UserId user) throws IOException, InterruptedException {
    send("DELETE", "/organizations/" + organization.value() + "/members/" + user.value(), null);
  }

  /** Fills the forms of Keycloak's pages until it sends the browser back. */
  URI signIn(URI page, String email) throws IOException, InterruptedException {
    Browser browser = new Browser();
    HttpResponse<String> answer = browser.get(page);
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      String location = answer.headers().firstValue("Location").orElse("");
      if (!location.isEmpty() && !location.startsWith(origin(page))) {
        return URI.create(location);
      }
      Matcher action = ACTION.matcher(answer.body());
      answer =
          location.isEmpty() && action.find()
              ? browser.postForm(
                  page.resolve(action.group(1).replace("&amp;", "&")),
                  "username=" + escaped(email) + "&password=" + escaped(PASSWORD))
              : browser.get(page.resolve(location));
    }
    throw new IOException("Keycloak does not send the browser back");
  }

  private HttpResponse<String> send(String method, String path, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(keycloak.url() + "/admin/realms/" + keycloak.realm() + path))
            .header("Authorization", "Bearer " + administrator())
            .header("Content-Type", "application/json")
            .method(
                method, HttpRequest.BodyPublishers.ofString(body == null ? "" : body.toString()))
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(method + " " + path + " was answered " + response.statusCode());
    }
    return response;
  }

  private String administrator() throws IOException, InterruptedException {
    String form =
        "grant_type=password&client_id=admin-cli&username="
            + escaped(keycloak.admin())
            + "&password="
            + escaped(keycloak.adminPassword().reveal());
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(keycloak.url() + "/realms/master/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(response.body()).path("access_token").asText();
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority() + "/";
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
