package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the filter refuses without a check, what it tells of it, and what routes may refuse. */
class RefusalsOnJettyTest {
  private static final String NOTES = "/orgs/acme/notes";
  private final WebStage stage = new WebStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  private static Routes.Builder routes() {
    return Routes.builder()
        .publicPath("/open")
        .route("GET", "/orgs/{organization}/notes", Requirement.member())
        .route("PUT", "/orgs/{organization}/notes", Requirement.member())
        .route(
            "POST",
            "/orgs/{organization}/tokens",
            Requirement.member(),
            RouteOptions.strict().refusingTokens());
  }

  private void assertRefused(int status, String code, String request, String... headers)
      throws Exception {
    RawAnswer answer = stage.send(request, headers);
    assertThat(answer.status()).as(request).isEqualTo(status);
    if (!request.startsWith("HEAD")) {
      assertThat(answer.body()).as(request).contains("\"code\":\"" + code + "\"");
    }
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(stage.told()).as(request).containsExactly("refused " + code);
    assertThat(stage.handled).hasValue(0);
  }

  @Test
  @Tag("WEB-1")
  @Tag("WEB-4")
  @Tag("ANS-5")
  void what_is_refused_without_a_check_is_told_once() throws Exception {
    stage.start(routes(), (request, response) -> {});
    assertRefused(400, "non_canonical_target", "GET /orgs/acme;x/notes", stage.cookie);
    assertRefused(404, "not_found", "GET /elsewhere", stage.cookie);
    assertRefused(404, "not_found", "GET " + NOTES + "/", stage.cookie);
    assertRefused(405, "method_not_allowed", "DELETE " + NOTES, stage.cookie);
    assertRefused(405, "method_not_allowed", "FETCH " + NOTES, stage.cookie);
    assertRefused(405, "method_not_allowed", "get " + NOTES, stage.cookie);
    assertRefused(405, "method_not_allowed", "OPTIONS " + NOTES, stage.cookie);
    assertRefused(
        405, "method_not_allowed", "HEAD /orgs/acme/tokens", "X-HTTP-Method-Override: POST");
    assertRefused(
        405,
        "method_not_allowed",
        "POST " + NOTES,
        stage.cookie,
        "X-HTTP-Method-Override: PUT",
        "X-HTTP-Method: PUT",
        "X-Method-Override: PUT");
  }

  @Test
  @Tag("SES-11")
  void a_write_of_a_foreign_page_is_refused_on_routes_and_on_public_paths() throws Exception {
    stage.start(routes(), (request, response) -> {});
    assertRefused(403, "refused", "PUT " + NOTES, stage.cookie, WebStage.FOREIGN);
    assertRefused(403, "refused", "POST /open", stage.cookie, WebStage.FOREIGN);
    assertRefused(403, "refused", "PUT " + NOTES, stage.cookie, stage.cookie, WebStage.FOREIGN);
    assertRefused(
        403, "refused", "PUT " + NOTES, "Authorization: Basic YTpi", "Sec-Fetch-Site: cross-site");
    assertRefused(
        403,
        "refused",
        "PUT " + NOTES,
        stage.cookie,
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: cross-site");
  }

  @Test
  @Tag("SES-11")
  void a_foreign_page_that_asks_for_another_protocol_is_refused() throws Exception {
    stage.start(routes(), (request, response) -> {});
    String upgrade = "Connection: Upgrade\r\nUpgrade: websocket";
    assertRefused(403, "refused", "GET " + NOTES, stage.cookie, WebStage.FOREIGN, upgrade);
    assertRefused(403, "refused", "GET /open", stage.cookie, WebStage.FOREIGN, upgrade);
    assertThat(
            stage
                .send("GET " + NOTES, stage.cookie, "Origin: https://notes.example", upgrade)
                .status())
        .isEqualTo(200);
    assertThat(stage.send("GET " + NOTES, stage.cookie, WebStage.FOREIGN).status()).isEqualTo(200);
  }

  @Test
  @Tag("WEB-1")
  @Tag("WEB-4")
  void a_check_is_told_once_and_a_public_path_leaves_nothing() throws Exception {
    stage.start(routes(), (request, response) -> {});
    RawAnswer granted = stage.send("GET " + NOTES, stage.cookie);
    assertThat(granted.status()).isEqualTo(200);
    assertThat(granted.values("Cache-Control")).containsExactly("no-store");
    assertThat(granted.values("Vary")).containsExactly("Cookie, Authorization");
    assertThat(stage.told()).containsExactly("granted");
    assertThat(stage.send("GET " + NOTES).status()).isEqualTo(401);
    assertThat(stage.told()).containsExactly("denied unauthenticated");
    assertThat(stage.send("GET /orgs/beta/notes", stage.cookie).status()).isEqualTo(403);
    assertThat(stage.told()).containsExactly("denied not_a_member");
    assertThat(stage.send("GET /open").status()).isEqualTo(200);
    assertThat(stage.send("OPTIONS /open").status()).isEqualTo(200);
    assertThat(stage.told()).isEmpty();
  }

  @Test
  @Tag("ANS-6")
  void a_route_that_refuses_tokens_is_for_sessions_only() throws Exception {
    stage.start(routes(), (request, response) -> {});
    String token = stage.token();
    stage.told();
    assertThat(stage.send("GET " + NOTES, token).status()).isEqualTo(200);
    RawAnswer refused = stage.send("POST /orgs/acme/tokens", token);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"wrong_credential\"");
    assertThat(stage.told()).containsExactly("granted", "denied wrong_credential");
    assertThat(stage.handled).hasValue(1);
    assertThat(stage.send("POST /orgs/acme/tokens", stage.cookie).status()).isEqualTo(200);
  }

  @Test
  @Tag("WEB-1")
  void only_a_real_preflight_of_a_declared_path_passes_and_only_where_the_host_said_so()
      throws Exception {
    stage.start(routes().passPreflights(), (request, response) -> response.setStatus(204));
    String origin = "Origin: https://app.example";
    String method = "Access-Control-Request-Method: PUT";
    assertRefused(405, "method_not_allowed", "OPTIONS " + NOTES, stage.cookie);
    assertRefused(405, "method_not_allowed", "OPTIONS " + NOTES, origin);
    assertRefused(405, "method_not_allowed", "OPTIONS " + NOTES, method);
    assertRefused(405, "method_not_allowed", "OPTIONS " + NOTES, origin, origin, method);
    assertRefused(405, "method_not_allowed", "OPTIONS " + NOTES, origin, method, method);
    assertRefused(405, "method_not_allowed", "PATCH " + NOTES, origin, method);
    assertRefused(404, "not_found", "OPTIONS /elsewhere", origin, method);
    assertRefused(400, "non_canonical_target", "OPTIONS /orgs/acme;x/notes", origin, method);
    RawAnswer passed = stage.send("OPTIONS " + NOTES, origin, method);
    assertThat(passed.status()).isEqualTo(204);
    assertThat(passed.values("Cache-Control")).containsExactly("no-store");
    assertThat(stage.handled).hasValue(1);
    assertThat(stage.told()).isEmpty();
  }

  @Test
  @Tag("ANS-6")
  void a_host_may_answer_404_for_foreign_and_for_unknown_alike() throws Exception {
    stage.start(
        routes().hideOrganizations().route("GET", "/me", Requirement.signedIn()),
        (request, response) ->
            stage.muster.require(
                AccessCheck.of(MusterRequest.session(request), Requirement.member()).in("beta")));
    RawAnswer foreign = stage.send("GET /orgs/beta/notes", stage.cookie);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body()).contains("\"code\":\"not_found\"").doesNotContain("member");
    assertThat(stage.send("GET /orgs/never-was/notes", stage.cookie)).isEqualTo(foreign);
    assertThat(stage.send("GET /elsewhere", stage.cookie)).isEqualTo(foreign);
    assertThat(stage.send("GET /me", stage.cookie)).as("of a handler").isEqualTo(foreign);
    assertThat(stage.told())
        .containsExactly(
            "denied not_a_member",
            "denied not_a_member",
            "refused not_found",
            "granted",
            "denied not_a_member");
  }

  @Test
  @Tag("ANS-6")
  void control_without_that_choice_an_organization_is_told_apart_from_a_path_that_is_not()
      throws Exception {
    stage.start(routes(), (request, response) -> {});
    RawAnswer foreign = stage.send("GET /orgs/beta/notes", stage.cookie);
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(stage.send("GET /elsewhere", stage.cookie)).isNotEqualTo(foreign);
  }
}
