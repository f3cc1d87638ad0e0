package dev.muster.proof.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.oidc.AccessToken;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.oidc.TokenCheck;
import dev.muster.oidc.TokenFault;
import dev.muster.oidc.TokenRules;
import dev.muster.provider.Secret;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.http.FakeProviderServer;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fake as an issuer for public clients, as lib-oidc sees it. */
@Tag("KIT-1")
class FakeIssuerTest {
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String BACK = "http://127.0.0.1:4711/callback";
  private static final String CLIENT = "notes-cli";

  private final HandClock clock = new HandClock(Instant.parse("2027-01-01T00:00:00Z"));
  private final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("test"))
          .clock(clock)
          .accessLifetime(Duration.ofMinutes(5))
          .build();
  private final FakeProviderServer server = start(fake);
  private final HttpClient http = HttpClient.newHttpClient();
  private final UserId ann = fake.dashboard().createUser("ann@example.org", true).id();
  private final OidcDiscovery discovery =
      OidcDiscovery.of(server.uri().toString(), http, Duration.ofSeconds(5), clock);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @Tag("SES-5")
  void a_token_of_the_fake_is_verified_by_discovery_and_published_keys() throws Exception {
    JsonNode tokens = signIn();
    assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(tokens.path("expires_in").asLong()).isEqualTo(300);

    TokenCheck check = verifier(CLIENT).verify(access(tokens));
    AccessToken token = check.fold(found -> found, FakeIssuerTest::fail, FakeIssuerTest::unchecked);
    assertThat(token.user()).isEqualTo(ann);
    assertThat(token.sessionId()).isPresent();
    assertThat(token.organization()).isEmpty();
    assertThat(token.expiresAt()).isEqualTo(clock.instant().plusSeconds(300));
  }

  @Test
  @Tag("SES-5")
  void a_token_for_another_client_and_one_that_was_touched_are_refused() throws Exception {
    String token = access(signIn());
    assertBad(verifier("other-cli").verify(token), TokenFault.WRONG_AUDIENCE);
    String[] parts = token.split("\\.", -1);
    String other = access(signIn());
    String mixed = parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2];
    assertBad(verifier(CLIENT).verify(mixed), TokenFault.WRONG_SIGNATURE);
    try (FakeProviderServer second = start(fake)) {
      OidcDiscovery elsewhere =
          OidcDiscovery.of(second.uri().toString(), http, Duration.ofSeconds(5), clock);
      TokenRules rules = elsewhere.rules().audience(CLIENT).build();
      assertBad(
          new AccessTokenVerifier(rules, elsewhere.keys(), clock).verify(token),
          TokenFault.WRONG_ISSUER);
    }
  }

  @Test
  @Tag("SES-5")
  void a_token_ends_by_the_clock_of_the_fake() throws Exception {
    String token = access(signIn());
    AccessTokenVerifier verifier = verifier(CLIENT);
    clock.advance(Duration.ofMinutes(5).plus(TokenRules.DEFAULT_SKEW).plusSeconds(1));
    assertBad(verifier.verify(token), TokenFault.EXPIRED);
  }

  @Test
  void a_code_is_good_once_with_its_verifier_its_address_and_its_client() throws Exception {
    refused("invalid_grant", exchange(code(CLIENT), CLIENT, form -> with(form, "client_id", "x")));
    refused("invalid_grant", exchange(code(null), CLIENT, form -> form));
    refused(
        "invalid_grant",
        exchange(code(CLIENT), CLIENT, form -> with(form, "code_verifier", "a".repeat(43))));
    refused(
        "invalid_grant",
        exchange(code(CLIENT), CLIENT, form -> with(form, "redirect_uri", BACK + "2")));
    String code = code(CLIENT);
    assertThat(exchange(code, CLIENT, form -> form).statusCode()).isEqualTo(200);
    refused("invalid_grant", exchange(code, CLIENT, form -> form));
    String late = code(CLIENT);
    clock.advance(Duration.ofMinutes(10));
    refused("invalid_grant", exchange(late, CLIENT, form -> form));
  }

  @Test
  void a_request_that_is_none_says_what_is_wrong() throws Exception {
    refused("invalid_request", exchange(code(CLIENT), CLIENT, form -> with(form, "code", "")));
    refused("invalid_request", exchange(code(CLIENT), CLIENT, form -> with(form, "client_id", "")));
    refused(
        "unsupported_grant_type",
        exchange(code(CLIENT), CLIENT, form -> with(form, "grant_type", "password")));
    refused("invalid_request", post("/token", "grant_type=a&grant_type=b&client_id=" + CLIENT));
    HttpResponse<String> secret = post("/token", "client_secret=x&client_id=" + CLIENT);
    assertThat(secret.statusCode()).isEqualTo(401);
    assertThat(secret.body()).isEqualTo("{\"error\":\"invalid_client\"}");
  }

  @Test
  @Tag("SES-6")
  void a_refresh_token_is_good_once_and_for_its_client() throws Exception {
    JsonNode first = signIn();
    refused("invalid_grant", refresh(first, "other-cli"));
    HttpResponse<String> second = refresh(first, CLIENT);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.headers().firstValue("Cache-Control")).contains("no-store");
    refused("invalid_grant", refresh(first, CLIENT));
    assertThat(refresh(json(second), CLIENT).statusCode()).isEqualTo(200);
  }

  @Test
  void a_session_that_ended_is_refreshed_no_more() throws Exception {
    JsonNode ended = signIn();
    fake.dashboard().endSessions(ann);
    refused("invalid_grant", refresh(ended, CLIENT));

    JsonNode revoked = signIn();
    String token = "token=" + revoked.path("refresh_token").asText();
    assertThat(post("/revoke", token + "&client_id=other-cli").statusCode()).isEqualTo(200);
    JsonNode next = json(refresh(revoked, CLIENT));
    token = "token=" + next.path("refresh_token").asText();
    assertThat(post("/revoke", token + "&client_id=" + CLIENT).statusCode()).isEqualTo(200);
    refused("invalid_grant", refresh(next, CLIENT));

    JsonNode deleted = signIn();
    fake.dashboard().deleteUser(ann);
    refused("invalid_grant", refresh(deleted, CLIENT));
  }

  @Test
  void an_outage_of_the_fake_is_no_refusal_and_costs_no_token() throws Exception {
    JsonNode tokens = signIn();
    fake.faults().next(Operation.REFRESH, new Fault.ServerError(503));
    assertThat(refresh(tokens, CLIENT).statusCode()).isEqualTo(503);
    assertThat(refresh(tokens, CLIENT).statusCode()).isEqualTo(200);
    assertThat(fake.calls().count(Operation.REFRESH)).isEqualTo(2);
  }

  private AccessTokenVerifier verifier(String audience) {
    TokenRules rules = discovery.rules().audience(audience).headerType("at+jwt").build();
    return new AccessTokenVerifier(rules, discovery.keys(), clock);
  }

  private JsonNode signIn() throws Exception {
    HttpResponse<String> answer = exchange(code(CLIENT), CLIENT, form -> form);
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer);
  }

  private String code(@Nullable String client) throws Exception {
    Map<String, String> form = new TreeMap<>();
    form.put("response_type", "code");
    form.put("code_challenge_method", "S256");
    form.put("code_challenge", OidcStage.CHALLENGE);
    form.put("state", "s&code=no");
    form.put("redirect_uri", BACK);
    form.put("user", ann.value());
    if (client != null) {
      form.put("client_id", client);
    }
    HttpResponse<String> back = post("/authorize", encoded(form));
    String query = URI.create(back.headers().firstValue("Location").orElseThrow()).getRawQuery();
    return query.substring("code=".length(), query.indexOf('&'));
  }

  private HttpResponse<String> exchange(
      String code, String client, UnaryOperator<Map<String, String>> change) throws Exception {
    Map<String, String> form = new TreeMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("client_id", client);
    form.put("code_verifier", VERIFIER);
    form.put("redirect_uri", BACK);
    return post("/token", encoded(change.apply(form)));
  }

  private HttpResponse<String> refresh(JsonNode tokens, String client) throws Exception {
    String token = tokens.path("refresh_token").asText();
    return post(
        "/token", "grant_type=refresh_token&client_id=" + client + "&refresh_token=" + token);
  }

  private HttpResponse<String> post(String path, String form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.uri().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static Map<String, String> with(Map<String, String> form, String name, String value) {
    form.put(name, value);
    return form;
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static void refused(String error, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
  }

  private static void assertBad(TokenCheck check, TokenFault fault) {
    assertThat(check).isEqualTo(new TokenCheck.Bad(fault));
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private static String access(JsonNode tokens) {
    return tokens.path("access_token").asText();
  }

  private static AccessToken fail(TokenFault fault) {
    throw new AssertionError("refused: " + fault);
  }

  private static AccessToken unchecked() {
    throw new AssertionError("not checked");
  }

  private static FakeProviderServer start(FakeIdentityProvider fake) {
    try {
      return FakeProviderServer.start(fake, Secret.of("sk_test_3f9a"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
