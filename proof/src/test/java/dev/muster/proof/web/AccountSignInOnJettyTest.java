package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.proof.web.AccountBrowser.Reply;
import dev.muster.testkit.fault.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in and out at the account endpoints. */
@Tag("WEB-2")
class AccountSignInOnJettyTest {
  private AccountHost host;
  private OrganizationId acme;
  private UserId ann;
  private AccountBrowser browser;

  @BeforeEach
  void start() throws Exception {
    host = new AccountHost();
    acme = host.organization("Acme");
    ann = host.joined(acme, "ann", AccountHost.MEMBER);
    browser = host.browser();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private long exchanges() {
    return host.provider.calls().count(Operation.EXCHANGE_CODE);
  }

  @Test
  @Tag("SES-1")
  void a_sign_in_goes_to_the_provider_and_back_to_where_the_person_was() throws Exception {
    Reply in = browser.signIn(ann, "/notes?tab=1");
    assertThat(in.status()).isEqualTo(302);
    assertThat(in.values("location")).containsExactly("/notes?tab=1");
    assertThat(in.values("cache-control")).containsExactly("no-store");
    assertThat(browser.isSignedIn()).isTrue();
    assertThat(browser.get("/account/me").json().at("/user").textValue()).isEqualTo(ann.value());
    assertThat(host.decided()).isEqualTo(1);
  }

  @Test
  @Tag("SES-3")
  void a_way_back_that_leaves_the_origin_leads_home() throws Exception {
    for (String hostile : new String[] {"//evil.example", "https://evil.example", "/\\evil"}) {
      assertThat(browser.signIn(ann, hostile).values("location")).containsExactly("/");
    }
    assertThat(browser.get("/account/login?returnTo=/a&returnTo=//evil.example").status())
        .isEqualTo(302);
    assertThat(browser.get("/account/login?returnTo=%ff&&=").status()).isEqualTo(302);
  }

  @Test
  @Tag("SES-2")
  void a_callback_with_a_foreign_state_is_400_and_without_one_it_starts_again() throws Exception {
    String back = browser.begun(ann, "/");
    AccountBrowser other = host.browser();
    other.begun(ann, "/");
    assertThat(other.get(back).problem()).isEqualTo("400 state_mismatch");
    Reply nothing = host.browser().get(back);
    assertThat(nothing.status()).isEqualTo(302);
    assertThat(nothing.values("location")).containsExactly("/account/login");
    assertThat(other.get("/account/callback").values("location")).containsExactly("/account/login");
    assertThat(other.get(back + "&state=other").values("location"))
        .as("a state that is said twice is none")
        .containsExactly("/account/login");
    assertThat(exchanges()).isZero();
  }

  @Test
  @Tag("SES-2")
  void who_said_no_at_the_provider_is_401_and_in_an_outage_503() throws Exception {
    String back = browser.begun(ann, "/");
    Reply no = browser.get(back.replaceFirst("code=[^&]*", "error=access_denied"));
    assertThat(no.problem()).isEqualTo("401 invalid_credential");
    assertThat(no.body()).doesNotContain("access_denied");
    String again = browser.begun(ann, "/");
    host.provider.faults().down();
    Reply outage = browser.get(again);
    assertThat(outage.problem()).isEqualTo("503 unavailable");
    assertThat(outage.values("retry-after")).hasSize(1);
    assertThat(outage.values("set-cookie")).isEmpty();
  }

  @Test
  void a_link_that_is_only_looked_at_begins_and_spends_nothing() throws Exception {
    String back = browser.begun(ann, "/");
    Reply head = browser.send("HEAD", back, null);
    assertThat(head.status()).isEqualTo(405);
    assertThat(head.values("allow")).containsExactly("GET");
    assertThat(browser.send("HEAD", "/account/login", null).status()).isEqualTo(405);
    assertThat(exchanges()).isZero();
    assertThat(browser.get(back).status()).isEqualTo(302);
  }

  @Test
  @Tag("SES-9")
  void a_sign_out_ends_the_session_and_clears_the_cookies() throws Exception {
    browser.signIn(ann, "/");
    Reply out = browser.post("/account/logout", null, "Origin", AccountHost.ORIGIN);
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.body()).isEmpty();
    assertThat(browser.isSignedIn()).isFalse();
    assertThat(host.provider.calls().count(Operation.END_SESSION)).isEqualTo(1);
    assertThat(browser.get("/account/me").problem()).isEqualTo("401 unauthenticated");
    Reply nobody = browser.post("/account/logout", null);
    assertThat(nobody.status()).as("also without a session").isEqualTo(204);
  }

  @Test
  @Tag("SES-9")
  void a_sign_out_works_with_a_dead_cookie_and_in_an_outage() throws Exception {
    browser.signIn(ann, "/");
    host.provider.faults().down();
    assertThat(browser.post("/account/logout", null).status()).isEqualTo(204);
    assertThat(browser.isSignedIn()).isFalse();
    browser.cookies.put("__Host-muster", "garbage");
    assertThat(browser.post("/account/logout", null).status()).isEqualTo(204);
    assertThat(browser.cookies).doesNotContainKey("__Host-muster");
  }

  @Test
  void a_form_that_signs_out_leads_home() throws Exception {
    browser.signIn(ann, "/");
    Reply out =
        browser.post(
            "/account/logout", null, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Site", "same-origin");
    assertThat(out.status()).isEqualTo(303);
    assertThat(out.values("location")).containsExactly("/");
    assertThat(browser.isSignedIn()).isFalse();
  }

  @Test
  @Tag("SES-11")
  void a_foreign_page_signs_nobody_out_not_even_where_the_cookie_stays_at_home() throws Exception {
    browser.signIn(ann, "/");
    AccountBrowser withoutCookie = host.browser();
    String[][] foreign = {
      {"Sec-Fetch-Site", "cross-site"},
      {"Sec-Fetch-Site", "same-site"},
      {"Origin", "https://evil.example"},
      {"Origin", "null"}
    };
    for (String[] headers : foreign) {
      for (AccountBrowser each : new AccountBrowser[] {browser, withoutCookie}) {
        Reply refused = each.post("/account/logout", null, headers);
        assertThat(refused.problem()).isEqualTo("403 refused");
        assertThat(refused.values("set-cookie")).isEmpty();
      }
    }
    assertThat(browser.get("/account/me").status()).isEqualTo(200);
    assertThat(host.provider.calls().count(Operation.END_SESSION)).isZero();
  }

  @Test
  void what_a_public_path_does_not_take_is_405_with_what_it_takes() throws Exception {
    assertThat(browser.get("/account/logout").values("allow")).containsExactly("POST");
    assertThat(browser.post("/account/login", null).values("allow")).containsExactly("GET");
    assertThat(browser.send("OPTIONS", "/account/callback", null).problem())
        .isEqualTo("405 method_not_allowed");
    assertThat(browser.get("/account/logins").problem()).isEqualTo("404 not_found");
  }
}
