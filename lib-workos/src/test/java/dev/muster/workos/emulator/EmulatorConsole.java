package dev.muster.workos.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people do at the provider, at the emulator's own API and past the adapter under test.
 * Closing it deletes its users, whose e-mails are unique at the emulator, and its roles. For one
 * thread.
 */
public final class EmulatorConsole implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final String key;
  private final List<String> users = new ArrayList<>();
  private final List<String> roles = new ArrayList<>();

  /**
   * A console.
   *
   * @param emulator the emulator
   */
  public EmulatorConsole(WorkOsEmulator emulator) {
    url = emulator.url();
    key = emulator.newKey();
  }

  /**
   * Makes a user with a verified e-mail.
   *
   * @param email unique at the emulator
   * @return its id
   */
  public String createUser(String email) {
    ObjectNode body = JSON.createObjectNode().put("email", email).put("email_verified", true);
    String id = id(send("POST", "/user_management/users", body));
    users.add(id);
    return id;
  }

  /**
   * Deletes a user.
   *
   * @param user the user
   */
  public void deleteUser(String user) {
    send("DELETE", "/user_management/users/" + user, null);
    users.remove(user);
  }

  /**
   * Makes the emulator send webhooks.
   *
   * @param address where to
   * @param secret what it signs with
   */
  public void sendWebhooksTo(URI address, String secret) {
    send(
        "POST",
        "/webhook_endpoints",
        JSON.createObjectNode().put("endpoint_url", address.toString()).put("secret", secret));
  }

  /**
   * Makes an organization.
   *
   * @param name its name
   * @return its id
   */
  public String createOrganization(String name) {
    return id(send("POST", "/organizations", JSON.createObjectNode().put("name", name)));
  }

  /**
   * Makes an active membership.
   *
   * @param organization the organization
   * @param user the user
   * @param role the role's slug
   * @return the membership's id
   */
  public String join(String organization, String user, String role) {
    return id(
        send(
            "POST",
            "/user_management/organization_memberships",
            JSON.createObjectNode()
                .put("organization_id", organization)
                .put("user_id", user)
                .put("role_slug", role)));
  }

  /**
   * Defines a role of the environment.
   *
   * @param slug unique at the emulator
   */
  public void defineRole(String slug) {
    send(
        "POST",
        "/authorization/roles",
        JSON.createObjectNode().put("slug", slug).put("name", slug));
    roles.add(slug);
  }

  /**
   * Deletes a role of the environment.
   *
   * @param slug the role
   */
  public void deleteRole(String slug) {
    send("DELETE", "/authorization/roles/" + slug, null);
    roles.remove(slug);
  }

  /**
   * Changes a member's role.
   *
   * @param organization the organization
   * @param user the user
   * @param role the new role's slug
   */
  public void setRole(String organization, String user, String role) {
    ObjectNode body = JSON.createObjectNode().put("role_slug", role);
    send("PUT", membershipPath(organization, user), body);
  }

  /**
   * Deactivates a member.
   *
   * @param organization the organization
   * @param user the user
   */
  public void deactivate(String organization, String user) {
    send("PUT", membershipPath(organization, user) + "/deactivate", JSON.createObjectNode());
  }

  /**
   * Removes a member.
   *
   * @param organization the organization
   * @param user the user
   */
  public void remove(String organization, String user) {
    send("DELETE", membershipPath(organization, user), null);
  }

  /**
   * Whether an id is that of a user's membership.
   *
   * @param id the id
   * @param organization the organization
   * @param user the member
   * @return whether it is
   */
  public boolean isMembership(String id, String organization, String user) {
    return membershipPath(organization, user).endsWith("/" + id);
  }

  /**
   * Signs a user in at the authorization page.
   *
   * @param authorize where the service sent the browser
   * @param email who signs in
   * @return where the page sends the browser back to
   */
  public URI signIn(URI authorize, String email) {
    String hint = "&login_hint=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
    String query = authorize.getRawQuery() + hint;
    HttpResponse<String> page =
        exchange(HttpRequest.newBuilder(url.resolve(authorize.getRawPath() + "?" + query)));
    return URI.create(page.headers().firstValue("Location").orElseThrow());
  }

  /**
   * Puts faults in front of the whole emulator.
   *
   * @param faults the JSON of {@code PUT /_faults}
   */
  public void faults(String faults) {
    exchange(
        HttpRequest.newBuilder(url.resolve("/_faults"))
            .PUT(HttpRequest.BodyPublishers.ofString(faults)));
  }

  @Override
  public void close() {
    users.forEach(user -> send("DELETE", "/user_management/users/" + user, null));
    users.clear();
    List.copyOf(roles).forEach(this::deleteRole);
  }

  private String membershipPath(String organization, String user) {
    String query = "?organization_id=" + organization + "&user_id=" + user;
    JsonNode page = send("GET", "/user_management/organization_memberships" + query, null);
    return "/user_management/organization_memberships/" + id(page.path("data").path(0));
  }

  private JsonNode send(String method, String path, @Nullable JsonNode body) {
    HttpResponse<String> response =
        exchange(
            HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                    method,
                    body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.toString())));
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(method + " " + path + " answered " + response.body());
    }
    try {
      return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path + " answered no JSON", e);
    }
  }

  private static HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      // The emulator closes a connection that was idle for seconds, and a call that meets that is
      // lost: none is used twice.
      return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("the emulator does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String id(JsonNode node) {
    String id = node.path("id").asText("");
    if (id.isEmpty()) {
      throw new IllegalStateException("the emulator's answer has no id");
    }
    return id;
  }
}
