package dev.muster.proof.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.oidc.OidcProvider;
import dev.muster.oidc.TokenCheck;
import dev.muster.oidc.TokenFault;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.testkit.gateway.StubServer.Line;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plain OpenID Connect sign-in beyond its contract. */
class OidcProviderTest {
  private static final URI BACK = URI.create("http://127.0.0.1:1/callback");
  private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  private static final UserId ANN = new UserId("ann");

  private final OidcStage stage = new OidcStage();
  private final SessionProvider sessions = stage.sessions();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("SES-1")
  void the_page_is_asked_for_a_code_with_state_challenge_and_scopes() {
    assertThat(page().toString())
        .isEqualTo(
            stage.issuer.url()
                + "/authorize?tenant=1&response_type=code&client_id=client%261"
                + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback"
                + "&scope=openid+offline_access&state=s%26t&code_challenge="
                + OidcStage.CHALLENGE
                + "&code_challenge_method=S256");
  }

  @Test
  @Tag("SES-6")
  void a_refresh_without_new_token_and_without_id_token_keeps_what_there_was() {
    ProviderSession first = signIn();
    stage.issuer.rotates = false;
    ProviderSession second = rotated(first);
    assertThat(second.refreshToken()).isEqualTo(first.refreshToken());
    assertThat(second.sessionId()).isEqualTo(first.sessionId());
    assertThat(second.user()).isEqualTo(ANN);
  }

  @Test
  @Tag("SES-6")
  void an_id_token_that_does_not_fit_is_no_session() {
    String url = stage.issuer.url();
    unavailable(answering("{\"refresh_token\":\"r\"}"));
    unavailable(answering("{\"refresh_token\":\"r\",\"id_token\":7}"));
    unavailable(answering("{\"refresh_token\":\"r\",\"id_token\":\"a.b.c\"}"));
    misconfigured(answering(tokens(PlainIssuer.idToken(url, "ann", "other"))));
    misconfigured(answering(tokens(PlainIssuer.idToken(url + "/", "ann", PlainIssuer.CLIENT))));
    misconfigured(
        answering(
            "{\"access_token\":\"a\",\"id_token\":\""
                + PlainIssuer.idToken(url, "ann", PlainIssuer.CLIENT)
                + "\"}"));
  }

  @Test
  @Tag("SES-6")
  void a_refresh_that_is_about_somebody_else_is_no_answer() {
    ProviderSession session = signIn();
    String bob = PlainIssuer.idToken(stage.issuer.url(), "bob", PlainIssuer.CLIENT);
    stage.issuer.instead = asked -> isPost(asked) ? Answer.of(200, tokens(bob)) : null;
    unavailable(() -> sessions.refresh(session.refreshToken(), null));
  }

  @Test
  @Tag("SES-6")
  void no_word_at_a_refresh_is_taken_for_the_end() {
    ProviderSession session = signIn();
    stage.issuer.instead = asked -> PlainIssuer.error(400, "invalid_grant");
    assertThat(sessions.refresh(session.refreshToken(), null))
        .isEqualTo(new RefreshOutcome.AlreadyExchanged());
    for (Answer answer :
        List.of(
            PlainIssuer.error(400, "invalid_request"),
            PlainIssuer.error(403, "access_denied"),
            Answer.of(400, "<html>"),
            Answer.of(400, ""),
            Answer.of(400, "null"),
            Answer.of(404, "{}"),
            Answer.of(400, "{\"error\":7}"),
            Answer.of(302, ""))) {
      stage.issuer.instead = asked -> answer;
      unavailable(() -> sessions.refresh(session.refreshToken(), null));
    }
    for (String word : List.of("invalid_client", "unauthorized_client", "invalid_scope")) {
      stage.issuer.instead = asked -> PlainIssuer.error(400, word);
      misconfigured(() -> sessions.refresh(session.refreshToken(), null));
    }
  }

  @Test
  @Tag("SES-6")
  void a_good_status_without_an_access_token_is_no_answer() {
    ProviderSession session = signIn();
    String good = PlainIssuer.idToken(stage.issuer.url(), "ann", PlainIssuer.CLIENT);
    for (String body :
        List.of(
            "",
            "{}",
            "null",
            "{\"status\":\"ok\"}",
            "{\"error\":\"invalid_grant\"}",
            "{\"access_token\":\" \",\"refresh_token\":\"r\"}",
            "{\"refresh_token\":\"r\",\"id_token\":\"" + good + "\"}")) {
      stage.issuer.instead = asked -> isPost(asked) ? Answer.of(200, body) : null;
      unavailable(() -> sessions.refresh(session.refreshToken(), null));
      unavailable(() -> sessions.exchangeCode(Secret.of("code"), VERIFIER, BACK));
    }
  }

  @Test
  @Tag("SES-5")
  @Tag("SES-6")
  void made_up_key_ids_of_bearer_tokens_cost_no_session_its_refresh() {
    ProviderSession session = signIn();
    AccessTokenVerifier bearers =
        new AccessTokenVerifier(
            stage.discovery().rules().audience("api").sessionMayBeAbsent().build(),
            stage.discovery().keys(),
            () -> PlainIssuer.NOW);
    assertThat(bearers.verify(stage.issuer.forged("api", "made-up")))
        .isEqualTo(new TokenCheck.Bad(TokenFault.UNKNOWN_KEY));
    stage.issuer.changeKey();
    assertThat(bearers.verify(stage.issuer.forged("api", "made-up-2")))
        .isEqualTo(new TokenCheck.Unchecked());
    rotated(session);
  }

  @Test
  @Tag("SES-2")
  void a_refused_code_is_rejected_with_a_word_of_ours() {
    Secret code = code();
    for (Map.Entry<String, String> word :
        Map.of("invalid_grant", "invalid_grant", "<script>", "refused").entrySet()) {
      stage.issuer.instead = asked -> isPost(asked) ? PlainIssuer.error(400, word.getKey()) : null;
      assertThatExceptionOfType(Rejected.class)
          .isThrownBy(() -> sessions.exchangeCode(code, VERIFIER, BACK))
          .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(word.getValue()));
    }
  }

  @Test
  @Tag("SES-2")
  void a_public_client_names_itself_and_a_confidential_one_proves_itself() {
    OidcProvider open =
        OidcProvider.builder(
                OidcDiscovery.of(
                    stage.issuer.url(),
                    HttpClient.newHttpClient(),
                    Duration.ofSeconds(15),
                    () -> PlainIssuer.NOW),
                PlainIssuer.CLIENT)
            .build();
    misconfigured(() -> open.exchangeCode(Secret.of("code"), VERIFIER, BACK));
    Asked bare = stage.issuer.asked().get(0);
    assertThat(bare.authorization()).isNull();
    assertThat(bare.body()).endsWith("&client_id=client%261");
    signIn();
    Asked proving = stage.issuer.asked().get(1);
    assertThat(proving.authorization()).startsWith("Basic ");
    assertThat(proving.body()).doesNotContain("client_id").doesNotContain("s3cret");
  }

  @Test
  @Tag("SES-7")
  void an_organization_refuses_without_a_call() {
    ProviderSession session = signIn();
    int before = stage.issuer.asked().size();
    assertThat(sessions.refresh(session.refreshToken(), new OrganizationId("org_1")))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
    assertThat(stage.issuer.asked()).hasSize(before);
    rotated(session);
  }

  @Test
  @Tag("SES-6")
  void what_counts_once_is_sent_once() {
    Secret code = code();
    ProviderSession session = signIn();
    for (Answer answer :
        List.of(
            Answer.broken(Line.CLOSED),
            Answer.broken(Line.CUT),
            new Answer(Line.WHOLE, 503, Map.of("Retry-After", "0"), ""),
            new Answer(Line.WHOLE, 307, Map.of("Location", "/token"), ""),
            Answer.of(408, ""))) {
      stage.issuer.instead = asked -> isPost(asked) ? answer : null;
      int before = stage.issuer.asked().size();
      unavailable(() -> sessions.exchangeCode(code, VERIFIER, BACK));
      unavailable(() -> sessions.refresh(session.refreshToken(), null));
      assertThat(stage.issuer.asked()).hasSize(before + 2);
    }
  }

  @Test
  @Tag("SES-6")
  void a_code_is_not_spent_before_there_are_keys_to_check_the_answer() {
    Secret code = code();
    stage.issuer.instead =
        asked -> asked.uri().getPath().equals("/keys") ? Answer.of(500, "") : null;
    unavailable(() -> sessions.exchangeCode(code, VERIFIER, BACK));
    assertThat(stage.issuer.asked()).isEmpty();
  }

  @Test
  @Tag("ANS-2")
  void a_hint_when_to_come_back_is_passed_on_up_to_an_hour() {
    Secret code = code();
    Map.of("7", Duration.ofSeconds(7), "999999", Duration.ofHours(1))
        .forEach(
            (said, heard) -> {
              stage.issuer.instead =
                  asked ->
                      isPost(asked)
                          ? new Answer(Line.WHOLE, 429, Map.of("Retry-After", said), "")
                          : null;
              assertThatExceptionOfType(Unavailable.class)
                  .isThrownBy(() -> sessions.exchangeCode(code, VERIFIER, BACK))
                  .satisfies(outage -> assertThat(outage.retryAfter()).isEqualTo(heard));
            });
  }

  @Test
  @Tag("SES-9")
  void an_ended_session_is_revoked_by_its_token_and_one_that_is_none_costs_no_call() {
    ProviderSession session = signIn();
    sessions.endSession(session.sessionId(), session.refreshToken());
    Asked last = stage.issuer.asked().get(stage.issuer.asked().size() - 1);
    assertThat(last.uri().getPath()).isEqualTo("/revoke");
    assertThat(last.body()).matches("token=marker-refresh-\\d+&token_type_hint=refresh_token");
    int before = stage.issuer.asked().size();
    sessions.endSession("session", Secret.of("never issued"));
    assertThat(stage.issuer.asked()).hasSize(before);
    stage.issuer.instead = asked -> PlainIssuer.error(400, "invalid_request");
    sessions.endSession(session.sessionId(), session.refreshToken());
  }

  @Test
  @Tag("BAD-INPUT")
  void what_stands_for_a_refresh_token_is_held_against_its_form() {
    ProviderSession session = signIn();
    String sealed = session.refreshToken().reveal();
    int before = stage.issuer.asked().size();
    for (String odd :
        List.of(
            "",
            ".",
            "...",
            "oidc1...",
            "oidc2" + sealed.substring(5),
            sealed + ".",
            "oidc1.%.%.%")) {
      assertThat(sessions.refresh(Secret.of(odd), null))
          .isEqualTo(new RefreshOutcome.AlreadyExchanged());
    }
    assertThat(stage.issuer.asked()).hasSize(before);
  }

  @Test
  @Tag("BAD-INPUT")
  void no_secret_is_in_a_message() {
    Secret code = code();
    ProviderSession session = signIn();
    assertThat(session.toString()).doesNotContain("refresh-");
    for (Function<Asked, Answer> answers :
        List.<Function<Asked, Answer>>of(
            asked -> PlainIssuer.error(401, code.reveal()),
            asked -> PlainIssuer.error(400, code.reveal()),
            asked -> Answer.of(500, asked.body()),
            asked -> Answer.of(200, asked.body()),
            asked -> Answer.broken(Line.CLOSED))) {
      stage.issuer.instead = asked -> isPost(asked) ? answers.apply(asked) : null;
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> sessions.exchangeCode(code, VERIFIER, BACK),
              () -> sessions.refresh(session.refreshToken(), null))) {
        assertThatExceptionOfType(ProviderException.class)
            .isThrownBy(call)
            .satisfies(
                thrown -> {
                  for (Throwable at = thrown; at != null; at = at.getCause()) {
                    assertThat(String.valueOf(at.getMessage()))
                        .doesNotContain(code.reveal(), VERIFIER.reveal(), "refresh-", "s3cret");
                  }
                });
      }
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void faults_are_named_all_at_once() {
    OidcDiscovery issuer =
        OidcDiscovery.of(
            "https://auth.example",
            HttpClient.newHttpClient(),
            Duration.ofSeconds(16),
            () -> PlainIssuer.NOW);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OidcProvider.builder(issuer, " ")
                    .secret(Secret.of(""))
                    .scopes("profile", "a b")
                    .algorithms()
                    .build())
        .withMessage(
            "OIDC provider: the client id must not be blank; the client secret must not be blank;"
                + " scopes must be plain words, and `openid` among them, but were [profile, a b];"
                + " at least one algorithm must be pinned;"
                + " the discovery's deadline must be at most PT15S, but was PT16S");
  }

  private static boolean isPost(Asked asked) {
    return asked.method().equals("POST");
  }

  private static String tokens(String idToken) {
    return "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"id_token\":\"" + idToken + "\"}";
  }

  private ThrowingCallable answering(String body) {
    Secret code = code();
    return () -> {
      stage.issuer.instead = asked -> isPost(asked) ? Answer.of(200, body) : null;
      sessions.exchangeCode(code, VERIFIER, BACK);
    };
  }

  private URI page() {
    return sessions.authorizationUri(new AuthorizationRequest(BACK, "s&t", OidcStage.CHALLENGE));
  }

  private Secret code() {
    String back = stage.signIn(page(), ANN).getRawQuery();
    return Secret.of(back.substring("code=".length(), back.indexOf('&')));
  }

  private ProviderSession signIn() {
    return sessions.exchangeCode(code(), VERIFIER, BACK);
  }

  private ProviderSession rotated(ProviderSession session) {
    RefreshOutcome outcome = sessions.refresh(session.refreshToken(), null);
    assertThat(outcome).isInstanceOf(RefreshOutcome.Rotated.class);
    return ((RefreshOutcome.Rotated) outcome).session();
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call);
  }

  private static void misconfigured(ThrowingCallable call) {
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(call);
  }
}
