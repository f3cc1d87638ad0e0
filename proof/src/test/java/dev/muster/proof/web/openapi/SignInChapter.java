package dev.muster.proof.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Problem;
import dev.muster.name.UserId;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What everybody may ask: sign-in and sign-out, the document, the webhook, and nothing else. */
final class SignInChapter {
  private final Stage stage;
  private final Service service;

  SignInChapter(Stage stage) {
    this.stage = stage;
    this.service = stage.service;
  }

  void drive() throws IOException {
    for (String each : List.of("login", "callback", "logout", "describe", "webhook")) {
      Ask ask = stage.ask(each).spelledOtherwise();
      (each.equals("webhook") ? ask.json("{}") : ask).expect(Problem.NON_CANONICAL_TARGET);
    }
    service.signInBroken = true;
    stage.ask("login").expect(Problem.UNAVAILABLE);
    service.signInBroken = false;
    callbacks();
    signOuts();
    stage.ask("describe").expect(200);
    webhooks();
    noOperations();
  }

  private void callbacks() throws IOException {
    UserId ann = service.person("ann.callback");
    Stage.Begun mine = stage.begin(ann, "/a");
    Stage.Begun other = stage.begin(ann, "/b");
    stage.ask("callback").query(other.query()).expect(302);
    stage.ask("callback").query(other.query()).header(mine.cookie()).expect(Problem.STATE_MISMATCH);
    String state = mine.query().replaceFirst(".*(state=[^&]*).*", "$1");
    stage
        .ask("callback")
        .query("error=access_denied&" + state)
        .header(mine.cookie())
        .expect(Problem.INVALID_CREDENTIAL);
    service.provider.faults().next(Operation.EXCHANGE_CODE, new Fault.RefusedConnection());
    stage.ask("callback").query(other.query()).header(other.cookie()).expect(Problem.UNAVAILABLE);
    service.accounts.add("dan@example.com", false);
    Stage.Begun dan = stage.begin(service.person("dan"), "/");
    stage.ask("callback").query(dan.query()).header(dan.cookie()).expect(Problem.NO_ACCOUNT);
  }

  private void signOuts() throws IOException {
    UserId ann = service.person("ann.out");
    var done = stage.ask("logout").header(stage.signIn(ann)).expect(204);
    assertThat(done.values("set-cookie")).isNotEmpty();
    stage
        .ask("logout")
        .header(stage.signIn(ann), "Sec-Fetch-Mode: navigate", "Sec-Fetch-Site: same-origin")
        .expect(303);
    stage
        .ask("logout")
        .header(stage.signIn(ann), "Sec-Fetch-Site: cross-site")
        .expect(Problem.REFUSED);
  }

  private void webhooks() throws IOException {
    SignedWebhook message = service.webhooks.take().get(0);
    service.feedBroken = true;
    sent(message, message.body()).expect(Problem.UNAVAILABLE);
    service.feedBroken = false;
    sent(message, message.body()).expect(200);
    sent(message, message.body() + " ").expect(Problem.WEBHOOK_REFUSED);
    sent(message, "").expect(Problem.WEBHOOK_BODY_READ);
  }

  private Ask sent(SignedWebhook message, String body) {
    Ask ask = stage.ask("webhook").raw("application/json", body);
    message
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("Content-Type")) {
                ask.header(name + ": " + value);
              }
            });
    return ask;
  }

  private void noOperations() throws IOException {
    elsewhere("GET", "/account/nothing", 404);
    elsewhere("POST", "/account/login", 405);
    elsewhere("PUT", "/account/me", 405);
    elsewhere("GET", "/account/./me", 400);
  }

  private void elsewhere(String method, String target, int status) throws IOException {
    Exchange exchange = stage.host.send(method, target, List.of(), null);
    assertThat(stage.recorder.heard(exchange, false)).isEqualTo(ApiDocument.ELSEWHERE);
    assertThat(exchange.status()).as("%s", exchange).isEqualTo(status);
  }

  /** A session that the provider ended. Time goes by, so this comes last. */
  void ended() throws IOException {
    UserId eve = service.person("eve");
    String cookie = stage.signIn(eve);
    service.provider.dashboard().endSessions(eve);
    service.clock.advance(Duration.ofMinutes(10));
    stage.ask("showMe").header(cookie).expect(Problem.SESSION_ENDED);
    stage
        .ask("createOrganization")
        .header(cookie)
        .json("{'slug':'evening','name':'Evening'}")
        .expect(Problem.SESSION_ENDED);
  }
}
