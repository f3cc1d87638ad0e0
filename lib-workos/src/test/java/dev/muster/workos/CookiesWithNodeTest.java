package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.SessionFormat.Access;
import dev.muster.session.SessionFormat.Opened;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.NeedsNodeLibrary;
import dev.muster.workos.emulator.NodeLibrary;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One cookie for two services: what WorkOS's library for Node seals opens here, and the reverse.
 */
@NeedsNodeLibrary
@NeedsEmulator
@Tag("SES-4")
class CookiesWithNodeTest {
  private final NodeLibrary node;
  private final WorkOsEmulator emulator;

  /* Node holds tokens against the machine's clock. */
  private final Issued workOs = new Issued(Instant.now().truncatedTo(ChronoUnit.SECONDS));

  CookiesWithNodeTest(NodeLibrary node, WorkOsEmulator emulator) {
    this.node = node;
    this.emulator = emulator;
  }

  @AfterEach
  void close() {
    workOs.close();
  }

  @Test
  void a_cookie_that_node_sealed_opens_here() {
    workOs.answers(inAcmeImpersonated());
    Secret cookie = Secret.of(node("signIn", null).path("sealedSession").textValue());
    assertThat(cookie.reveal()).endsWith("~2");
    Opened opened = workOs.cookies().open(cookie).orElseThrow();
    assertThat(opened.user()).isEqualTo(Stubbed.ANN);
    assertThat(opened.sessionId()).isEqualTo("session_01");
    assertThat(opened.organization()).isEqualTo(Stubbed.ACME);
    assertThat(opened.refreshToken().reveal()).isEqualTo("marker-refresh-token-1");
    assertThat(opened.impersonator()).isEqualTo("admin@example.org");
    assertThat(opened.access()).isEqualTo(new Access.Until(workOs.now.plusSeconds(300)));
  }

  @Test
  void a_cookie_of_node_in_no_organization_opens_in_none() {
    workOs.answers(Issued.answer(workOs.token(workOs.claims())));
    Secret cookie = Secret.of(node("signIn", null).path("sealedSession").textValue());
    Opened opened = workOs.cookies().open(cookie).orElseThrow();
    assertThat(opened.organization()).isNull();
    assertThat(opened.impersonator()).isNull();
  }

  @Test
  void a_cookie_that_was_sealed_here_is_a_session_to_node() {
    workOs.answers(inAcmeImpersonated());
    Secret cookie = workOs.cookies().seal(workOs.signIn());
    JsonNode session = node("authenticate", cookie);
    assertThat(session.path("authenticated").booleanValue()).isTrue();
    assertThat(session.path("sessionId").textValue()).isEqualTo("session_01");
    assertThat(session.path("organizationId").textValue()).isEqualTo(Stubbed.ACME.value());
    assertThat(session.path("authenticationMethod").textValue()).isEqualTo("Password");
    assertThat(session.path("impersonator").path("email").textValue())
        .isEqualTo("admin@example.org");
    assertThat(session.path("role").textValue()).isEqualTo("admin");
    JsonNode user = session.path("user");
    assertThat(user.path("id").textValue()).isEqualTo(Stubbed.ANN.value());
    assertThat(user.path("firstName").textValue()).isEqualTo("Zoë 😀");
    assertThat(user.path("lastName").textValue()).isEqualTo("Çelik-김");
    assertThat(user.path("emailVerified").booleanValue()).isTrue();
    assertThat(user.path("metadata").path("cost_center").textValue()).isEqualTo("é 7");
  }

  @Test
  void node_finds_all_of_the_user_in_our_cookie_that_it_writes_itself() {
    workOs.answers(inAcmeImpersonated());
    Secret ours = workOs.cookies().seal(workOs.signIn());
    Secret nodes = Secret.of(node("signIn", null).path("sealedSession").textValue());
    JsonNode written = node("authenticate", nodes).path("user");
    JsonNode read = node("authenticate", ours).path("user");
    assertThat(written.size()).isGreaterThan(10);
    for (Map.Entry<String, JsonNode> field : written.properties()) {
      assertThat(read.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
    }
  }

  @Test
  void node_refreshes_a_cookie_of_ours_and_we_open_what_it_made() {
    Secret cookie = workOs.cookies().seal(workOs.ann());
    workOs.answers(inAcmeImpersonated().put("refresh_token", "marker-refresh-token-2"));
    JsonNode refreshed = node("refresh", cookie);
    assertThat(refreshed.path("authenticated").booleanValue()).isTrue();
    Opened opened =
        workOs.cookies().open(Secret.of(refreshed.path("sealedSession").textValue())).orElseThrow();
    assertThat(opened.refreshToken().reveal()).isEqualTo("marker-refresh-token-2");
    assertThat(opened.organization()).isEqualTo(Stubbed.ACME);
  }

  @Test
  void neither_opens_what_another_password_sealed() {
    ProviderSession ann = workOs.ann();
    Secret foreign = workOs.provider.cookies(Issued.OLD_PASSWORD).seal(ann);
    assertThat(node("authenticate", foreign).path("reason").textValue())
        .isEqualTo("invalid_session_cookie");
    assertThat(workOs.cookies().open(foreign)).isEmpty();
  }

  @Test
  void a_session_of_the_emulator_is_one_to_node_by_the_emulators_own_keys() {
    try (EmulatorStage stage = new EmulatorStage(emulator, 10)) {
      String email = "ann.cookie@example.org";
      stage.createUser(email);
      OrganizationId acme = stage.createOrganization("Acme");
      String ann = stage.console().signIn(page(stage), email).getRawQuery();
      ProviderSession session =
          stage
              .workOs()
              .exchangeCode(
                  Secret.of(ann.replaceFirst(".*code=([^&]*).*", "$1")),
                  Pkce.VERIFIER,
                  URI.create("http://127.0.0.1:1/callback"));
      WorkOsCookies cookies = stage.workOs().cookies(Issued.PASSWORD);
      Secret cookie = cookies.seal(session);
      ObjectNode told = told(emulator.url(), cookie).put("key", emulator.newKey());
      JsonNode seen = value(node.does("authenticate", told));
      assertThat(seen.path("authenticated").booleanValue()).isTrue();
      assertThat(seen.path("user").path("email").textValue()).isEqualTo(email);
      JsonNode refreshed = value(node.does("refresh", told.put("organizationId", acme.value())));
      Opened opened =
          cookies.open(Secret.of(refreshed.path("sealedSession").textValue())).orElseThrow();
      assertThat(opened.user()).isEqualTo(session.user());
      assertThat(opened.organization()).isEqualTo(acme);
      assertThat(opened.refreshToken()).isNotEqualTo(session.refreshToken());
    }
  }

  private static URI page(EmulatorStage stage) {
    return stage
        .workOs()
        .authorizationUri(
            new AuthorizationRequest(
                URI.create("http://127.0.0.1:1/callback"), "state", Pkce.CHALLENGE));
  }

  private ObjectNode inAcmeImpersonated() {
    ObjectNode answer =
        Issued.answer(
                workOs.token(
                    workOs
                        .claims()
                        .claim("org_id", Stubbed.ACME.value())
                        .claim("role", "admin")
                        .claim("roles", List.of("admin"))
                        .claim("act", Map.of("sub", "admin@example.org"))))
            .put("organization_id", Stubbed.ACME.value());
    answer.putObject("impersonator").put("email", "admin@example.org").put("reason", "ticket 7");
    return answer;
  }

  private JsonNode node(String act, @Nullable Secret cookie) {
    return value(node.does(act, told(workOs.server.url(), cookie)));
  }

  private static ObjectNode told(URI url, @Nullable Secret cookie) {
    return Issued.JSON
        .createObjectNode()
        .put("url", url.toString())
        .put("key", Stubbed.API_KEY.reveal())
        .put("clientId", "client_test")
        .put("password", Issued.PASSWORD.reveal())
        .put("code", "marker-code-1")
        .put("cookie", cookie == null ? null : cookie.reveal());
  }

  private static JsonNode value(JsonNode answer) {
    assertThat(answer.path("error").asText("")).isEmpty();
    return answer.path("value");
  }
}
