package dev.muster.examples.notes.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.audit.MusterListener;
import dev.muster.examples.notes.NotesProvider;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.examples.notes.WorkOsAccess;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.workos.WorkOsProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * WorkOS's own emulator: people act at its API. Real WorkOS serves the service with the same
 * settings, but not this story: it asks people for passwords, and has no lever for an outage.
 */
class WorkOsSide implements ProviderSide {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String MEMBERSHIPS = "/user_management/organization_memberships";
  private static final String AUTHENTICATE = "/user_management/authenticate";

  final WorkOsProvider provider;
  private final WorkOsAccess access;

  WorkOsSide(WorkOsAccess access, Duration deadline) {
    this.access = access;
    provider = WorkOsProvider.of(access.settings(deadline));
  }

  @Override
  public NotesService serve(Settings settings, MusterListener listener, InstantSource clock)
      throws Exception {
    return NotesService.start(settings, NotesProvider.of(provider).build(), listener, clock);
  }

  @Override
  public OrganizationId organizationOf(UserId user) {
    return provider.listMemberships(user).get(0).organization();
  }

  @Override
  public UserId signUp(String email) throws Exception {
    // The emulator outlives a story, and an e-mail is unique there.
    String own = email.replace("@", "+" + UUID.randomUUID() + "@");
    ObjectNode body = JSON.createObjectNode().put("email", own).put("email_verified", true);
    return new UserId(send("POST", "/user_management/users", body).path("id").asText());
  }

  @Override
  public String emailOf(UserId user) {
    return Objects.requireNonNull(provider.findUser(user).orElseThrow().email(), "email");
  }

  @Override
  public URI signIn(URI page, UserId user) throws Exception {
    String hint = "&login_hint=" + URLEncoder.encode(emailOf(user), StandardCharsets.UTF_8);
    HttpResponse<String> back = new Browser().get(URI.create(page + hint));
    return URI.create(back.headers().firstValue("Location").orElseThrow());
  }

  @Override
  public Optional<String> accessToken(UserId user) {
    return Optional.empty();
  }

  @Override
  public void invite(OrganizationId organization, UserId user, RoleSlug role, UserId inviter) {
    provider.invite(organization, emailOf(user), role, inviter);
  }

  @Override
  public void accept(OrganizationId organization, UserId user) {
    String email = emailOf(user);
    InvitationId pending =
        provider.listInvitations(organization).stream()
            .filter(invitation -> invitation.email().equals(email))
            .map(Invitation::id)
            .findFirst()
            .orElseThrow();
    provider.acceptInvitation(pending);
  }

  @Override
  public void setRole(OrganizationId organization, UserId user, RoleSlug role) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("role_slug", role.value());
    send("PUT", membership(organization, user), body);
  }

  @Override
  public void rename(OrganizationId organization, String name) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("name", name);
    send("PUT", "/organizations/" + organization.value(), body);
  }

  @Override
  public void remove(OrganizationId organization, UserId user) throws Exception {
    send("DELETE", membership(organization, user), null);
  }

  @Override
  public void trouble(Trouble trouble) throws Exception {
    String fault =
        switch (trouble) {
          case DOWN -> "\"status\":500";
          case BUSY -> "\"status\":429,\"headers\":{\"Retry-After\":\"7\"}";
          case SILENT ->
              "\"status\":500,\"delayMs\":" + provider.callDeadline().multipliedBy(2).toMillis();
          case BROKEN -> "\"status\":200,\"body\":\"{\\\"data\\\": [\"";
          case KEY_REFUSED -> "\"status\":401";
        };
    faults("[{\"path\":\"/*\"," + fault + "}]");
  }

  @Override
  public void noRefreshes() throws Exception {
    faults("[{\"path\":\"" + AUTHENTICATE + "\",\"status\":500}]");
  }

  @Override
  public void refusedRefreshes() throws Exception {
    String body = "{\"error\":\"organization_membership_not_found\"}";
    faults("[{\"path\":\"" + AUTHENTICATE + "\",\"status\":400,\"body\":" + body + "}]");
  }

  @Override
  public OptionalLong refreshes() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<String> lacks(Lever lever) {
    return switch (lever) {
      case PROGRAM_TOKEN -> Optional.of("the emulator issues no program a token");
      case ENDED_SESSION -> Optional.of("the emulator refreshes what was signed out");
      case INVITATIONS, REFUSED_REFRESH -> Optional.empty();
    };
  }

  @Override
  public void up() throws Exception {
    faults("[]");
  }

  @Override
  public void close() {
    provider.close();
  }

  private String membership(OrganizationId organization, UserId user) {
    return MEMBERSHIPS
        + "/"
        + provider.findMembership(organization, user).orElseThrow().id().value();
  }

  private void faults(String faults) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(access.baseUrl().resolve("/_faults"))
            .PUT(HttpRequest.BodyPublishers.ofString(faults))
            .build();
    if (HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode()
        != 204) {
      throw new IOException("the story needs WorkOS's emulator: this server takes no faults");
    }
  }

  final JsonNode send(String method, String path, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    return send(access, method, path, body);
  }

  static JsonNode send(WorkOsAccess access, String method, String path, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(access.baseUrl().resolve(path))
            .header("Authorization", "Bearer " + access.apiKey().reveal())
            .header("Content-Type", "application/json")
            .method(
                method, HttpRequest.BodyPublishers.ofString(body == null ? "" : body.toString()))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(method + " " + path + " was answered " + response.statusCode());
    }
    return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
  }
}
