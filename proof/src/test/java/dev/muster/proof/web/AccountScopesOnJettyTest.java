package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.proof.web.AccountBrowser.Reply;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The person, organizations and scopes at the account endpoints. */
@Tag("WEB-2")
class AccountScopesOnJettyTest {
  private AccountHost host;
  private OrganizationId acme;
  private OrganizationId zeta;
  private UserId ann;
  private AccountBrowser browser;

  @BeforeEach
  void start() throws Exception {
    host = new AccountHost();
    acme = host.organization("Acme");
    zeta = host.organization("Zeta");
    ann = host.joined(acme, "ann", AccountHost.ADMIN);
    browser = host.signedIn(ann);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private String of(OrganizationId organization) {
    return "/account/organizations/" + organization.value();
  }

  private String scope(OrganizationId organization) {
    return "/account/scopes/" + organization.value();
  }

  @Test
  void who_i_am_is_told_with_where_i_am_and_where_i_can_be() throws Exception {
    JsonNode me = browser.get("/account/me").json();
    assertThat(me.get("user").textValue()).isEqualTo(ann.value());
    assertThat(me.get("personal").get("slug").isNull()).isTrue();
    assertThat(me.get("organization").get("id").textValue()).isEqualTo(acme.value());
    assertThat(me.get("organizations")).hasSize(1);
    assertThat(me.at("/organizations/0/role").textValue()).isEqualTo("admin");
    assertThat(me.at("/organizations/0/name").textValue()).isEqualTo("Acme");
    assertThat(browser.get("/account/organizations").json().get("organizations"))
        .isEqualTo(me.get("organizations"));
    JsonNode scopes = browser.get("/account/scopes").json();
    assertThat(scopes.get("organizations")).isEqualTo(me.get("organizations"));
    assertThat(scopes.get("personal")).isEqualTo(me.get("personal"));
    assertThat(host.decided()).isEqualTo(3);
  }

  @Test
  void after_a_removal_i_am_still_somebody_and_nowhere() throws Exception {
    host.provider.dashboard().remove(acme, ann);
    Reply reply = browser.get("/account/me");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("organization").isNull()).isTrue();
    assertThat(reply.json().get("organizations")).isEmpty();
    assertThat(browser.get(of(acme)).problem()).isEqualTo("403 not_a_member");
  }

  @Test
  @Tag("SCOPE-5")
  void a_person_takes_a_slug_and_gives_it_up_only_with_force() throws Exception {
    assertThat(browser.patch("/account/me", "{\"slug\":\"ann-a\"}").json().get("slug").textValue())
        .isEqualTo("ann-a");
    assertThat(browser.patch("/account/me", "{\"slug\":\"ann-b\"}").problem())
        .isEqualTo("409 force_required");
    assertThat(browser.patch("/account/me", "{\"slug\":\"ann-b\",\"force\":true}").status())
        .isEqualTo(200);
    JsonNode shown = browser.get("/account/scopes/ann-b").json();
    assertThat(shown.get("kind").textValue()).isEqualTo("personal");
    assertThat(shown.get("slug").textValue()).isEqualTo("ann-b");
    assertThat(
            browser.patch("/account/scopes/ann-b", "{\"slug\":\"ann-c\",\"force\":true}").status())
        .isEqualTo(200);
    assertThat(
            browser
                .patch("/account/me", "{\"slug\":\"other\"}", "X-Organization", acme.value())
                .problem())
        .isEqualTo("400 selector_conflict");
  }

  @Test
  @Tag("SCOPE-5")
  void an_organization_is_shown_and_renamed_by_who_may() throws Exception {
    JsonNode shown = browser.get(scope(acme)).json();
    assertThat(shown.get("kind").textValue()).isEqualTo("organization");
    assertThat(shown.get("organization").textValue()).isEqualTo(acme.value());
    assertThat(shown.get("permissions").toString()).isEqualTo("[\"read\",\"write\"]");
    String slug = shown.get("slug").textValue();
    assertThat(browser.get(of(acme)).json().get("slug").textValue()).isEqualTo(slug);
    String wanted = "{\"slug\":\"acme-new\",\"force\":true}";
    AccountBrowser bob = host.signedIn(host.joined(acme, "bob", AccountHost.MEMBER));
    assertThat(bob.patch(scope(acme), wanted).problem()).isEqualTo("403 insufficient_role");
    assertThat(browser.patch(scope(acme), wanted).status()).isEqualTo(200);
    assertThat(browser.get("/account/scopes/acme-new").status()).isEqualTo(200);
    AccountBrowser cat = host.signedIn(host.joined(zeta, "cat", AccountHost.OWNER));
    assertThat(cat.patch("/account/me", "{\"slug\":\"acme-new\"}").problem())
        .isEqualTo("409 conflict");
    assertThat(cat.get("/account/scopes/acme-new").problem()).isEqualTo("403 not_a_member");
  }

  @Test
  @Tag("SES-7")
  void an_organization_is_made_and_the_session_works_in_it() throws Exception {
    Reply made = browser.post("/account/organizations", "{\"slug\":\"newco\",\"name\":\"New Co\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().get("slug").textValue()).isEqualTo("newco");
    assertThat(made.json().get("name").textValue()).isEqualTo("New Co");
    assertThat(made.json().get("role").textValue()).isEqualTo("owner");
    assertThat(browser.get("/account/me").json().at("/organization/slug").textValue())
        .isEqualTo("newco");
    AccountBrowser bob = host.signedIn(host.user("bob"));
    assertThat(bob.post("/account/organizations", "{\"slug\":\"newco\",\"name\":\"x\"}").problem())
        .isEqualTo("409 conflict");
  }

  @Test
  @Tag("ADM-4")
  void who_owns_enough_is_told_the_limit() throws Exception {
    for (int i = 0; i < AccountHost.OWNED; i++) {
      String body = "{\"slug\":\"mine-" + i + "\",\"name\":\"Mine\"}";
      assertThat(browser.post("/account/organizations", body).status()).isEqualTo(201);
    }
    Reply more = browser.post("/account/organizations", "{\"slug\":\"mine-9\",\"name\":\"x\"}");
    assertThat(more.problem()).isEqualTo("409 owned_limit_reached");
    assertThat(more.json().get("limit").intValue()).isEqualTo(AccountHost.OWNED);
  }

  @Test
  @Tag("SES-7")
  void an_outage_on_the_way_into_a_new_organization_names_it_and_keeps_the_cookie()
      throws Exception {
    String body = "{\"slug\":\"newco\",\"name\":\"New Co\"}";
    host.provider.faults().next(Operation.REFRESH, new Fault.ServerError(502));
    Reply cut = browser.post("/account/organizations", body);
    assertThat(cut.problem()).isEqualTo("503 unavailable");
    assertThat(cut.json().get("organization").textValue()).isNotBlank();
    assertThat(cut.values("retry-after")).hasSize(1);
    assertThat(cut.values("set-cookie")).isEmpty();
    Reply again = browser.post("/account/organizations", body);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().get("id")).isEqualTo(cut.json().get("organization"));
  }

  @Test
  @Tag("SES-7")
  void a_definite_refusal_of_the_session_clears_the_cookie_and_the_organization_stands()
      throws Exception {
    host.provider.faults().next(Operation.REFRESH, new Fault.Refusal("no_reason_to_tell"));
    Reply reset = browser.post("/account/organizations", "{\"slug\":\"newco\",\"name\":\"New\"}");
    assertThat(reset.problem()).isEqualTo("401 session_reset_required");
    assertThat(reset.body()).doesNotContain("no_reason_to_tell");
    assertThat(reset.json().get("organization").textValue()).isNotBlank();
    assertThat(browser.isSignedIn()).isFalse();
    browser.signIn(ann, "/");
    assertThat(browser.get("/account/scopes/newco").status()).isEqualTo(200);
  }

  @Test
  @Tag("SES-8")
  void a_switch_moves_the_session_and_a_foreign_one_moves_nothing() throws Exception {
    host.provider.dashboard().join(zeta, ann, AccountHost.MEMBER);
    Reply moved = browser.post(of(zeta) + "/switch", null);
    assertThat(moved.json().get("organization").textValue()).isEqualTo(zeta.value());
    assertThat(browser.get("/account/me").json().at("/organization/id").textValue())
        .isEqualTo(zeta.value());
    OrganizationId foreign = host.organization("Foreign");
    Reply no = browser.post(of(foreign) + "/switch", null);
    Reply unknown = browser.post("/account/organizations/org_unknown/switch", null);
    assertThat(no.problem()).isEqualTo("403 not_a_member");
    assertThat(unknown.body()).isEqualTo(no.body());
    assertThat(browser.get("/account/me").json().at("/organization/id").textValue())
        .isEqualTo(zeta.value());
  }

  @Test
  @Tag("SES-8")
  void a_switch_in_an_outage_keeps_the_cookie_and_after_a_definite_no_clears_it() throws Exception {
    host.provider.faults().next(Operation.REFRESH, new Fault.RateLimited(Duration.ofSeconds(7)));
    Reply outage = browser.post(of(acme) + "/switch", null);
    assertThat(outage.problem()).isEqualTo("503 unavailable");
    assertThat(outage.values("retry-after")).containsExactly("7");
    assertThat(browser.isSignedIn()).isTrue();
    host.provider.faults().next(Operation.REFRESH, new Fault.Refusal("gone"));
    assertThat(browser.post(of(acme) + "/switch", null).problem())
        .isEqualTo("401 session_reset_required");
    assertThat(browser.isSignedIn()).isFalse();
  }

  @Test
  @Tag("SCOPE-2")
  void to_use_a_scope_a_browser_is_moved_and_a_command_line_gets_a_token() throws Exception {
    host.provider.dashboard().join(zeta, ann, AccountHost.MEMBER);
    Reply moved = browser.post(scope(zeta) + "/use", "{}");
    assertThat(moved.json().at("/scope/organization").textValue()).isEqualTo(zeta.value());
    assertThat(moved.json().has("token")).isFalse();
    assertThat(browser.get("/account/me").json().at("/organization/id").textValue())
        .isEqualTo(zeta.value());
    AccountBrowser line = host.browser();
    String[] jwt = {"Authorization", "Bearer jwt-" + ann.value()};
    JsonNode used = line.post(scope(zeta) + "/use", "{\"label\":\"laptop\"}", jwt).json();
    assertThat(used.at("/scope/role").textValue()).isEqualTo("member");
    assertThat(used.at("/token/expiresIn").longValue()).isEqualTo(7200);
    String[] token = {"Authorization", "Bearer " + used.at("/token/token").textValue()};
    assertThat(line.get("/notes", token).status()).as("the handler is not there").isEqualTo(404);
    assertThat(line.get(scope(zeta), token).json().get("kind").textValue())
        .isEqualTo("organization");
    assertThat(line.post(scope(zeta) + "/use", null, token).problem())
        .isEqualTo("403 wrong_credential");
    assertThat(line.post(scope(acme) + "/use", null, token).problem()).startsWith("403 wrong_");
    browser.patch("/account/me", "{\"slug\":\"ann-a\"}");
    JsonNode personal = line.post("/account/scopes/ann-a/use", null, jwt).json();
    assertThat(personal.at("/scope/kind").textValue()).isEqualTo("personal");
    assertThat(personal.has("token")).isFalse();
  }

  @Test
  void what_only_a_person_may_do_no_token_does() throws Exception {
    String[] jwt = {"Authorization", "Bearer jwt-" + ann.value()};
    AccountBrowser line = host.browser();
    String secret =
        line.post(scope(acme) + "/use", null, jwt).json().at("/token/token").textValue();
    String[] token = {"Authorization", "Bearer " + secret};
    String wrong = "403 wrong_credential";
    String slug = "{\"slug\":\"some-slug\",\"force\":true,\"name\":\"x\"}";
    assertThat(line.patch("/account/me", slug, token).problem()).isEqualTo(wrong);
    assertThat(line.patch(scope(acme), slug, token).problem()).isEqualTo(wrong);
    assertThat(line.post("/account/organizations", slug, token).problem()).isEqualTo(wrong);
    assertThat(line.post(of(acme) + "/switch", null, token).problem()).isEqualTo(wrong);
    assertThat(line.post(of(acme) + "/switch", null, jwt).problem()).isEqualTo(wrong);
    assertThat(line.patch(of(acme), slug, token).problem()).isEqualTo(wrong);
    assertThat(line.post(of(acme) + "/tokens", null, token).problem()).isEqualTo(wrong);
    assertThat(line.post(of(acme) + "/leave", null, token).problem()).isEqualTo(wrong);
    assertThat(line.delete(of(acme), token).problem()).isEqualTo(wrong);
    JsonNode me = line.get("/account/me", token).json();
    assertThat(me.get("personal").isNull()).isTrue();
    assertThat(me.get("organizations")).hasSize(1);
  }

  @Test
  @Tag("SES-7")
  void a_command_line_creates_an_organization_and_gets_no_cookie() throws Exception {
    String[] jwt = {"Authorization", "Bearer jwt-" + ann.value()};
    String apex = "{\"slug\":\"apex\",\"name\":\"Apex\"}";
    AccountBrowser line = host.browser();
    Reply made = line.post("/account/organizations", apex, jwt);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().get("role").textValue()).isEqualTo("owner");
    assertThat(line.get("/account/scopes/apex", jwt).status()).isEqualTo(200);
    assertThat(line.get("/account/me").status()).as("no cookie was set").isEqualTo(401);
  }
}
