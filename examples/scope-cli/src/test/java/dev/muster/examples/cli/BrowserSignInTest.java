package dev.muster.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.examples.cli.Desk.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sign-in by a browser that comes back to a port of this machine. */
@Tag("SES-1")
class BrowserSignInTest {
  private static final String TOKENS =
      "{\"access_token\":\"marker-access-1\",\"refresh_token\":\"marker-refresh-1\",\"expires_in\":300}";

  private final StubService stub = new StubService();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Desk desk;

  BrowserSignInTest(@TempDir Path folder) {
    desk = new Desk(folder);
    stub.answer("POST /token", 200, TOKENS);
    stub.answer("POST /revoke", 200, "{}");
    stub.answer("GET /account/me", 200, "{\"user\":\"user_ann\",\"personal\":{\"slug\":null}}");
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void the_page_is_asked_with_state_and_challenge_and_the_code_is_exchanged_with_the_verifier() {
    desk.browser =
        page -> {
          Map<String, String> asked = query(page);
          assertThat(asked.get("response_type")).isEqualTo("code");
          assertThat(asked.get("code_challenge_method")).isEqualTo("S256");
          assertThat(asked.get("code_challenge")).hasSize(43);
          assertThat(asked.get("state")).hasSize(43);
          assertThat(redirect(page).getHost()).isEqualTo("127.0.0.1");
          assertThat(come(redirect(page) + "?code=c1&state=" + asked.get("state"))).isEqualTo(200);
        };
    Ran ran = login("300");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("Signed in as user_ann.\nActive scope: personal.\n");
    assertThat(ran.err()).contains(stub.url() + "/authorize?");
    assertThat(stub.asked("POST /token").get(0).body())
        .contains("code=c1", "code_verifier=", "client_id=cli")
        .doesNotContain("client_secret");
    assertThat(desk.file().require().user()).isEqualTo("user_ann");
  }

  @Test
  @Tag("SES-2")
  void who_comes_without_the_state_causes_no_exchange_and_ends_nothing() {
    desk.browser =
        page -> {
          String back = redirect(page).toString();
          assertThat(come(back + "?code=evil&state=wrong")).isEqualTo(400);
          assertThat(come(back + "?code=evil")).isEqualTo(400);
          assertThat(come(back + "?error=access_denied&state=wrong")).isEqualTo(400);
          assertThat(come(back + "x?code=evil&state=" + query(page).get("state"))).isEqualTo(400);
          assertThat(stub.asked("POST /token")).isEmpty();
          assertThat(come(back + "?state=" + query(page).get("state") + "&code=c1")).isEqualTo(200);
        };
    assertThat(login("300").exit()).isZero();
    assertThat(stub.asked("POST /token")).hasSize(1);
  }

  @Test
  void each_sign_in_has_its_own_state_verifier_and_port() {
    java.util.List<URI> pages = new java.util.ArrayList<>();
    desk.browser =
        page -> {
          pages.add(page);
          var unused = come(redirect(page) + "?code=c&state=" + query(page).get("state"));
        };
    assertThat(login("300").exit()).isZero();
    assertThat(login("300").exit()).isZero();
    for (String part : new String[] {"state", "code_challenge"}) {
      assertThat(query(pages.get(0)).get(part)).isNotEqualTo(query(pages.get(1)).get(part));
    }
  }

  @Test
  void a_refusal_and_nobody_at_all_are_3_and_store_nothing() {
    desk.browser =
        page ->
            assertThat(
                    come(redirect(page) + "?error=access_denied&state=" + query(page).get("state")))
                .isEqualTo(200);
    assertThat(login("300").exit()).isEqualTo(3);
    desk.browser = page -> {};
    assertThat(login("0").exit()).isEqualTo(3);
    assertThat(desk.file().read()).isEmpty();
    assertThat(stub.asked("POST /token")).isEmpty();
  }

  @Test
  void a_service_that_does_not_take_the_token_ends_the_session_again() {
    desk.browser =
        page ->
            assertThat(come(redirect(page) + "?code=c&state=" + query(page).get("state")))
                .isEqualTo(200);
    stub.answer("GET /account/me", 401, StubService.problem(401, "invalid_credential"));
    assertThat(login("300").exit()).isEqualTo(3);
    stub.answer("GET /account/me", 403, StubService.problem(403, "no_account"));
    assertThat(login("300").exit()).isEqualTo(4);
    assertThat(stub.asked("POST /revoke")).hasSize(2);
    assertThat(desk.file().read()).isEmpty();
  }

  @Test
  void an_issuer_that_is_somebody_else_gets_nobody() {
    stub.answer(
        "GET /.well-known/openid-configuration",
        200,
        stub.configuration().replace(stub.url(), "https://example.org"));
    assertThat(login("300").exit()).isEqualTo(7);
    stub.answer("GET /.well-known/openid-configuration", 503, "");
    assertThat(login("300").exit()).isEqualTo(6);
  }

  private Ran login(String seconds) {
    return desk.run(
        "login",
        "--server",
        stub.url(),
        "--issuer",
        stub.url(),
        "--client",
        "cli",
        "--open",
        "--wait",
        seconds);
  }

  private int come(String address) {
    try {
      return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI redirect(URI page) {
    return URI.create(query(page).get("redirect_uri"));
  }

  private static Map<String, String> query(URI page) {
    Map<String, String> fields = new HashMap<>();
    Arrays.stream(page.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(
            pair ->
                fields.put(
                    pair[0],
                    java.net.URLDecoder.decode(pair[1], java.nio.charset.StandardCharsets.UTF_8)));
    return fields;
  }
}
