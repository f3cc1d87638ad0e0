package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.proof.web.AccountBrowser.Reply;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.fault.Operation;
import jakarta.servlet.Filter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens and webhooks at the account endpoints. */
@Tag("WEB-2")
class AccountTokensOnJettyTest {
  private static final String WEBHOOK = "/account/webhook";

  private AccountHost host;
  private OrganizationId acme;
  private UserId ann;
  private String tokens;

  private AccountBrowser start(Filter... before) throws Exception {
    host = new AccountHost(UnaryOperator.identity(), before);
    acme = host.organization("Acme");
    ann = host.joined(acme, "ann", AccountHost.MEMBER);
    tokens = "/account/organizations/" + acme.value() + "/tokens";
    return host.signedIn(ann);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  @Tag("TOK-2")
  void tokens_are_issued_listed_and_revoked_up_to_the_cap() throws Exception {
    AccountBrowser browser = start();
    Reply first = browser.post(tokens, "{\"label\":\"laptop\"}");
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().get("expiresIn").longValue()).isEqualTo(7200);
    String secret = first.json().get("token").textValue();
    assertThat(secret).startsWith("acme_org_");
    host.clock.advance(Duration.ofSeconds(1));
    assertThat(browser.post(tokens, null).status()).as("a label may be missing").isEqualTo(201);
    Reply full = browser.post(tokens, "{}");
    assertThat(full.problem()).isEqualTo("409 limit_reached");
    assertThat(full.json().get("limit").intValue()).isEqualTo(AccountHost.TOKENS);
    Reply listed = browser.get(tokens);
    assertThat(listed.body()).doesNotContain(secret);
    JsonNode one = listed.json().at("/tokens/0");
    assertThat(one.get("label").textValue()).isEqualTo("laptop");
    assertThat(one.get("state").textValue()).isEqualTo("live");
    assertThat(one.get("expiresAt").textValue()).isEqualTo("2026-01-01T02:00:00Z");
    AccountBrowser line = host.browser();
    String[] bearer = {"Authorization", "Bearer " + secret};
    assertThat(line.get(tokens, bearer).status()).isEqualTo(200);
    String id = tokens + "/" + one.get("id").textValue();
    assertThat(browser.delete(id).status()).isEqualTo(204);
    assertThat(line.get(tokens, bearer).problem()).isEqualTo("401 invalid_credential");
  }

  @Test
  void a_token_that_is_somebody_elses_is_not_there() throws Exception {
    AccountBrowser browser = start();
    String id = browser.post(tokens, null).json().get("id").textValue();
    AccountBrowser bob = host.signedIn(host.joined(acme, "bob", AccountHost.ADMIN));
    for (String other : List.of(id, "unknown", "x".repeat(300))) {
      assertThat(bob.delete(tokens + "/" + other).problem()).isEqualTo("404 not_found");
    }
    assertThat(bob.get(tokens).json().get("tokens")).isEmpty();
  }

  private Reply deliver(SignedWebhook message, byte[] body) throws Exception {
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    message.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
    return host.browser()
        .raw("POST", WEBHOOK, BodyPublishers.ofByteArray(body), headers.toArray(String[]::new));
  }

  private SignedWebhook removed() {
    var unused = host.webhooks.take();
    host.provider.dashboard().remove(acme, ann);
    return host.webhooks.take().get(0);
  }

  @Test
  @Tag("FEED-4")
  void a_webhook_is_taken_in_as_its_raw_bytes_and_nothing_else_is() throws Exception {
    AccountBrowser browser = start();
    browser.post(tokens, null);
    SignedWebhook message = removed();
    Reply taken = deliver(message, message.bytes());
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.body()).isEmpty();
    assertThat(deliver(message, message.bytes()).status()).as("sent again").isEqualTo(200);
    byte[] parsed = (message.body() + " ").getBytes(StandardCharsets.UTF_8);
    assertThat(deliver(message, parsed).problem()).isEqualTo("400 webhook_refused");
    assertThat(deliver(message, new byte[300 * 1024]).problem()).isEqualTo("400 webhook_refused");
    assertThat(deliver(message, new byte[0]).problem()).isEqualTo("400 webhook_body_read");
    assertThat(host.browser().post(WEBHOOK, "{}").problem()).isEqualTo("400 webhook_refused");
    assertThat(host.browser().get(WEBHOOK).values("allow")).containsExactly("POST");
  }

  @Test
  @Tag("FEED-4")
  void a_body_that_a_filter_of_the_host_took_is_a_clear_error() throws Exception {
    List<Filter> takers =
        List.of(
            (request, response, chain) -> {
              var unused = request.getInputStream().readAllBytes();
              chain.doFilter(request, response);
            },
            (request, response, chain) -> {
              var unused = request.getReader().readLine();
              chain.doFilter(request, response);
            });
    for (Filter taker : takers) {
      start(taker);
      SignedWebhook message = removed();
      assertThat(deliver(message, message.bytes()).problem()).isEqualTo("400 webhook_body_read");
      host.close();
    }
    assertThat(host.provider.calls().count(Operation.REMOVE_MEMBER)).isZero();
  }
}
