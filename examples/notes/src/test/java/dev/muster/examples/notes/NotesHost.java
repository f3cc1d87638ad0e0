package dev.muster.examples.notes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.conformance.ConformanceHost;
import dev.muster.testkit.conformance.PresentedCredential;
import dev.muster.testkit.mint.TokenFlaw;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The running service for a conformance check: people have slugs of their own, too. */
final class NotesHost implements ConformanceHost {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong made = new AtomicLong();
  private final URI address;
  private final ConformanceHost signIn;

  NotesHost(URI address, ConformanceHost signIn) {
    this.address = address;
    this.signIn = signIn;
  }

  @Override
  public FakeIdentityProvider provider() {
    return signIn.provider();
  }

  @Override
  public PresentedCredential credential(UserId user) {
    return signIn.credential(user);
  }

  @Override
  public Optional<PresentedCredential> credential(UserId user, OrganizationId organization) {
    return signIn.credential(user, organization);
  }

  /** An organization token, made by its holder. */
  @Override
  public Optional<PresentedCredential> bound(UserId user, OrganizationId organization) {
    String path = "/account/organizations/" + selector(organization) + "/tokens";
    String token = send("POST", path, "{}", credential(user)).path("token").asText();
    return Optional.of(PresentedCredential.bearer(Secret.of(token)));
  }

  @Override
  public Map<TokenFlaw, String> impossible() {
    return signIn.impossible();
  }

  @Override
  public Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return signIn.flawed(user, flaw);
  }

  @Override
  public Optional<String> personalSelector(UserId user) {
    String slug = unusedSlug();
    JsonNode named = send("PATCH", "/account/me", "{\"slug\":\"" + slug + "\"}", credential(user));
    return Optional.of(named.path("slug").asText());
  }

  /** Not as the check names its organizations, since all slugs share one space. */
  String unusedSlug() {
    return "made-for-a-test-" + made.incrementAndGet();
  }

  /** What {@code /home} tells of where it is. */
  static String organization(String body) {
    try {
      return JSON.readTree(body).path("organization").asText();
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("/home told no JSON", noJson);
    }
  }

  /** Asks the service for something, and tells what it answers. */
  JsonNode send(String method, String path, String json, PresentedCredential credential) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .header(credential.header(), credential.value().reveal())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    try {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException gone) {
      throw new IllegalStateException(path, gone);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(path, stop);
    }
  }
}
