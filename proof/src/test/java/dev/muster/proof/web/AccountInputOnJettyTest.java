package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.proof.web.AccountBrowser.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the account endpoints do not take: foreign pages, garbage, and yes for an outage. */
@Tag("WEB-2")
class AccountInputOnJettyTest {
  private AccountHost host;
  private UserId bob;
  private AccountBrowser browser;
  private String here;

  @BeforeEach
  void start() throws Exception {
    host = new AccountHost();
    OrganizationId acme = host.organization("Acme");
    UserId ann = host.joined(acme, "ann", AccountHost.OWNER);
    bob = host.joined(acme, "bob", AccountHost.MEMBER);
    browser = host.signedIn(ann);
    here = "/account/organizations/" + acme.value();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  /** A request that changes something, with a body that fits all of them. */
  private record Write(String method, String path) {
    static final String BODY =
        """
        {"slug":"some-slug","name":"Name","force":true,"role":"admin","label":"x",
         "email":"cat@example.com","user":"user_unknown"}""";
  }

  private List<Write> writes() {
    String user = here + "/members/" + bob.value();
    String scope = here.replace("organizations", "scopes");
    return List.of(
        new Write("PATCH", "/account/me"),
        new Write("POST", "/account/organizations"),
        new Write("PATCH", here),
        new Write("DELETE", here),
        new Write("POST", here + "/switch"),
        new Write("PATCH", scope),
        new Write("POST", scope + "/use"),
        new Write("PATCH", user),
        new Write("DELETE", user),
        new Write("POST", user + "/deactivate"),
        new Write("POST", user + "/reactivate"),
        new Write("POST", here + "/leave"),
        new Write("POST", here + "/transfer"),
        new Write("POST", here + "/invitations"),
        new Write("DELETE", here + "/invitations/inv"),
        new Write("POST", "/account/invitations/inv/accept"),
        new Write("POST", here + "/tokens"),
        new Write("DELETE", here + "/tokens/tok"));
  }

  @Test
  @Tag("SES-11")
  void no_foreign_page_changes_anything() throws Exception {
    String[][] foreign = {
      {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"},
      {"Origin", "https://evil.example"}, {"Origin", "null"}
    };
    for (Write write : writes()) {
      for (String[] headers : foreign) {
        assertThat(browser.send(write.method(), write.path(), Write.BODY, headers).problem())
            .as("%s", write)
            .isEqualTo("403 refused");
      }
    }
    assertThat(host.provider.calls().total()).as("nothing was asked or changed").isZero();
  }

  @Test
  @Tag("SES-11")
  void control_a_page_of_our_own_is_not_taken_for_a_foreign_one() throws Exception {
    String[][] ours = {{"Sec-Fetch-Site", "same-origin"}, {"Origin", AccountHost.ORIGIN}};
    for (Write write : writes()) {
      for (String[] headers : ours) {
        assertThat(browser.send(write.method(), write.path(), Write.BODY, headers).problem())
            .as("%s", write)
            .isNotEqualTo("403 refused");
      }
    }
    assertThat(host.provider.calls().total()).isPositive();
  }

  @Test
  @Tag("ANS-2")
  void in_an_outage_every_request_is_503_and_nobody_loses_the_session() throws Exception {
    List<Write> all = new ArrayList<>(writes());
    for (String read :
        List.of(
            "/account/me",
            "/account/organizations",
            "/account/scopes",
            here,
            here.replace("organizations", "scopes"),
            here + "/members",
            here + "/invitations",
            here + "/tokens")) {
      all.add(new Write("GET", read));
    }
    // The slug of a person is the host's own: no provider is asked.
    all.remove(new Write("PATCH", "/account/me"));
    host.provider.faults().down();
    for (Write request : all) {
      Reply reply =
          browser.send(
              request.method(),
              request.path(),
              request.method().equals("GET") ? null : Write.BODY,
              "Sec-Fetch-Site",
              "same-origin");
      assertThat(reply.problem()).as("%s", request).isEqualTo("503 unavailable");
      assertThat(reply.values("retry-after")).as("%s", request).hasSize(1);
      assertThat(reply.values("set-cookie")).as("%s", request).isEmpty();
    }
    host.provider.faults().up();
    assertThat(browser.get("/account/me").status()).isEqualTo(200);
  }

  @Test
  void a_request_without_a_credential_is_401_everywhere() throws Exception {
    for (Write write : writes()) {
      assertThat(host.browser().send(write.method(), write.path(), Write.BODY).problem())
          .as("%s", write)
          .isEqualTo("401 unauthenticated");
    }
    assertThat(host.provider.calls().total()).isZero();
  }

  @Test
  void a_body_that_is_not_what_was_asked_for_is_422_and_changes_nothing() throws Exception {
    String path = "/account/organizations";
    for (String body :
        List.of(
            "{",
            "[]",
            "null",
            "\"text\"",
            "{}",
            "{\"slug\":\"some-slug\"}",
            "{\"slug\":\"some-slug\",\"name\":1}",
            "{\"slug\":\"some-slug\",\"name\":null}",
            "{\"slug\":\"some-slug\",\"name\":\"  \"}",
            "{\"slug\":\"some-slug\",\"name\":\"a\\u0000b\"}",
            "{\"slug\":\"some-slug\",\"name\":\"\\ud800\"}",
            "{\"slug\":\"some-slug\",\"name\":\"" + "x".repeat(256) + "\"}",
            "{\"slug\":\"Not A Slug\",\"name\":\"x\"}",
            "{\"slug\":\"some-slug\",\"slug\":\"other-slug\",\"name\":\"x\"}",
            "{\"slug\":\"some-slug\",\"name\":\"x\"} {}",
            "{\"slug\":\"some-slug\",\"name\":\"x\",\"more\":" + "[".repeat(9_000) + "}",
            "{\"slug\":\"some-slug\",\"name\":\"x\",\"more\":\"" + "x".repeat(17_000) + "\"}")) {
      assertThat(browser.post(path, body).problem())
          .as("%s", body.substring(0, Math.min(60, body.length())))
          .isEqualTo("422 invalid_input");
    }
    String good = "{\"slug\":\"some-slug\",\"name\":\"x\"}";
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "x")) {
      assertThat(
              browser
                  .raw("POST", path, BodyPublishers.ofString(good), "Content-Type", type)
                  .problem())
          .isEqualTo("422 invalid_input");
    }
    assertThat(browser.raw("POST", path, BodyPublishers.ofString(good)).problem())
        .isEqualTo("422 invalid_input");
    assertThat(
            browser
                .raw(
                    "POST",
                    path,
                    BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', '}'}),
                    "Content-Type",
                    "application/json")
                .problem())
        .isEqualTo("422 invalid_input");
    assertThat(host.provider.calls().calls()).allMatch(call -> call.name().startsWith("FIND"));
    assertThat(
            browser
                .raw(
                    "POST",
                    path,
                    BodyPublishers.ofString(good),
                    "Content-Type",
                    "Application/JSON; charset=utf-8")
                .status())
        .isEqualTo(201);
  }

  @Test
  void words_that_are_asked_for_elsewhere_are_judged_too() throws Exception {
    String invite = here + "/invitations";
    for (String email : List.of("cat", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\\n", "")) {
      assertThat(
              browser.post(invite, "{\"email\":\"" + email + "\",\"role\":\"member\"}").problem())
          .isEqualTo("422 invalid_input");
    }
    assertThat(browser.post(invite, "{\"email\":\"a@b.example\",\"role\":\"\"}").problem())
        .isEqualTo("422 invalid_input");
    assertThat(browser.post(here + "/tokens", "{\"label\":7}").problem())
        .isEqualTo("422 invalid_input");
    assertThat(browser.patch("/account/me", "{\"slug\":\"ann-a\",\"force\":\"yes\"}").problem())
        .isEqualTo("422 invalid_input");
    assertThat(browser.post(here + "/transfer", "{\"user\":[]}").problem())
        .isEqualTo("422 invalid_input");
  }

  @Test
  void a_method_that_a_path_does_not_take_is_405_and_an_unknown_path_404() throws Exception {
    Reply no = browser.send("PUT", "/account/me", "{}");
    assertThat(no.problem()).isEqualTo("405 method_not_allowed");
    assertThat(no.values("allow")).containsExactly("GET, PATCH");
    assertThat(browser.post(here + "/members", "{}").problem()).isEqualTo("405 method_not_allowed");
    for (String path : List.of("/account", "/account/", "/account/me/", "/account/unknown")) {
      assertThat(browser.get(path).problem()).as(path).isEqualTo("404 not_found");
    }
    Reply head = browser.send("HEAD", "/account/me", null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void every_answer_says_what_it_is_and_that_it_is_for_nobody_else() throws Exception {
    Reply me = browser.get("/account/me");
    assertThat(me.values("content-type")).containsExactly("application/json");
    assertThat(me.values("x-content-type-options")).containsExactly("nosniff");
    assertThat(me.values("cache-control")).containsExactly("no-store");
    assertThat(browser.get("/account/openapi.json").values("content-type"))
        .containsExactly("application/json");
  }
}
