package dev.muster.examples.notes.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.clerk.ClerkSettings;
import dev.muster.examples.notes.ClerkAccess;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.SignedWebhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do at Clerk, through its Backend API; and what the stub has told of it since. */
final class ClerkPeople {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ClerkAccess clerk;
  private int taken;

  ClerkPeople(ClerkAccess clerk) {
    this.clerk = clerk;
  }

  UserId signUp(String email) throws IOException, InterruptedException {
    ObjectNode user = JSON.createObjectNode();
    user.putArray("email_address").add(email);
    return new UserId(send("POST", "/users", user).path("id").asText());
  }

  /** A session token of somebody who signs in now, perhaps with an active organization. */
  String token(UserId user, @Nullable OrganizationId active)
      throws IOException, InterruptedException {
    ObjectNode session = JSON.createObjectNode().put("user_id", user.value());
    if (active != null) {
      session.put("active_organization_id", active.value());
    }
    String id = send("POST", "/sessions", session).path("id").asText();
    return send("POST", "/sessions/" + id + "/tokens", JSON.createObjectNode())
        .path("jwt")
        .asText();
  }

  OrganizationId found(String name, UserId creator) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("name", name).put("created_by", creator.value());
    return new OrganizationId(send("POST", "/organizations", body).path("id").asText());
  }

  void join(OrganizationId organization, UserId user, String role)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("user_id", user.value()).put("role", role);
    send("POST", members(organization), body);
  }

  void setRole(OrganizationId organization, UserId user, String role)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("role", role);
    send("PATCH", members(organization) + "/" + user.value(), body);
  }

  void remove(OrganizationId organization, UserId user) throws IOException, InterruptedException {
    send("DELETE", members(organization) + "/" + user.value(), null);
  }

  void delete(UserId user) throws IOException, InterruptedException {
    send("DELETE", "/users/" + user.value(), null);
  }

  void delete(OrganizationId organization) throws IOException, InterruptedException {
    send("DELETE", "/organizations/" + organization.value(), null);
  }

  void defineRole(String role) throws IOException, InterruptedException {
    send("POST", "/organization_roles", JSON.createObjectNode().put("name", role).put("key", role));
  }

  /** How many pending invitations there are for an address. */
  int pending(OrganizationId organization, String email) throws IOException, InterruptedException {
    String path =
        "/organizations/" + organization.value() + "/invitations?status=pending&limit=100";
    int count = 0;
    for (JsonNode invitation : send("GET", path, null).path("data")) {
      count += invitation.path("email_address").asText().equals(email) ? 1 : 0;
    }
    return count;
  }

  /** What Clerk has told since this was last asked; it may be delivered, or be lost. */
  List<SignedWebhook> told() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(clerk.issuer().resolve("/_webhooks")).build();
    JsonNode all = JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    List<SignedWebhook> news = new ArrayList<>();
    for (int i = taken; i < all.size(); i++) {
      Map<String, String> headers = new LinkedHashMap<>();
      all.get(i)
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
      news.add(new SignedWebhook(headers, all.get(i).path("body").asText()));
    }
    taken = all.size();
    return news;
  }

  private static String members(OrganizationId organization) {
    return "/organizations/" + organization.value() + "/memberships";
  }

  private JsonNode send(String method, String path, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(clerk.baseUrl() + path))
            .header("Authorization", "Bearer " + clerk.key().reveal())
            .header("Clerk-API-Version", ClerkSettings.API_VERSION)
            .header("Content-Type", "application/json")
            .method(
                method, HttpRequest.BodyPublishers.ofString(body == null ? "" : body.toString()))
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(method + " " + path + " was answered " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }
}
