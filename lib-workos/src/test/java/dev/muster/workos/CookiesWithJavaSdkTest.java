package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.workos.WorkOS;
import com.workos.common.http.RetryConfig;
import com.workos.common.json.ObjectMapperFactory;
import com.workos.models.AuthenticateResponse;
import com.workos.session.AuthenticateSessionFailureReason;
import com.workos.session.AuthenticateSessionResult;
import com.workos.session.SessionKt;
import dev.muster.provider.Secret;
import dev.muster.session.SessionFormat.Access;
import dev.muster.session.SessionFormat.Opened;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One cookie for two services, of which the other one uses WorkOS's SDK for Java. */
@Tag("SES-4")
class CookiesWithJavaSdkTest {
  private static final String PASSWORD = Issued.PASSWORD.reveal();

  /* The SDK holds tokens against the machine's clock. */
  private final Issued workOs = new Issued(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final WorkOS sdk =
      WorkOS.builder()
          .apiKey(Stubbed.API_KEY.reveal())
          .clientId("client_test")
          .apiBaseUrl(workOs.server.url().toString())
          .retryConfig(RetryConfig.DISABLED)
          .build();

  @AfterEach
  void close() {
    workOs.close();
  }

  @Test
  void a_cookie_that_the_sdk_sealed_opens_here() throws Exception {
    AuthenticateResponse answer =
        ObjectMapperFactory.create().treeToValue(inAcmeImpersonated(), AuthenticateResponse.class);
    Secret cookie = Secret.of(SessionKt.getSession(sdk).sealAuthResponse(answer, PASSWORD));
    Opened opened = workOs.cookies().open(cookie).orElseThrow();
    assertThat(opened.user()).isEqualTo(Stubbed.ANN);
    assertThat(opened.organization()).isEqualTo(Stubbed.ACME);
    assertThat(opened.impersonator()).isEqualTo("admin@example.org");
    assertThat(opened.refreshToken().reveal()).isEqualTo("marker-refresh-token-1");
    assertThat(opened.access()).isEqualTo(new Access.Until(workOs.now.plusSeconds(300)));
  }

  @Test
  void a_cookie_that_was_sealed_here_is_a_session_to_the_sdk() {
    workOs.answers(inAcmeImpersonated());
    Secret cookie = workOs.cookies().seal(workOs.signIn());
    AuthenticateSessionResult result =
        SessionKt.getSession(sdk).authenticateWithSessionCookie(cookie.reveal(), PASSWORD);
    assertThat(result).isInstanceOf(AuthenticateSessionResult.Success.class);
    AuthenticateSessionResult.Success session = (AuthenticateSessionResult.Success) result;
    assertThat(session.getOrganizationId()).isEqualTo(Stubbed.ACME.value());
    assertThat(session.getUser().getFirstName()).isEqualTo("Zoë 😀");
    assertThat(session.getUser().getMetadata()).containsEntry("cost_center", "é 7");
    assertThat(session.getAuthenticationMethod()).isEqualTo("Password");
    assertThat(session.getImpersonator().getEmail()).isEqualTo("admin@example.org");
  }

  @Test
  void control_the_sdk_does_not_open_the_version_that_node_writes() {
    String cookie = workOs.cookies().seal(workOs.ann()).reveal() + "~2";
    assertThat(workOs.cookies().open(Secret.of(cookie))).isPresent();
    assertThat(
            catchThrowable(
                () -> SessionKt.getSession(sdk).authenticateWithSessionCookie(cookie, PASSWORD)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("ANS-2")
  void control_an_outage_is_a_bad_token_to_the_sdk_and_unchecked_here() {
    Secret cookie = workOs.cookies().seal(workOs.ann());
    workOs.keysAreDown = true;
    AuthenticateSessionResult result =
        SessionKt.getSession(sdk).authenticateWithSessionCookie(cookie.reveal(), PASSWORD);
    assertThat(((AuthenticateSessionResult.Failure) result).getReason())
        .isEqualTo(AuthenticateSessionFailureReason.INVALID_JWT);
    try (WorkOsProvider fresh = workOs.provider()) {
      assertThat(fresh.cookies(Issued.PASSWORD).open(cookie).orElseThrow().access())
          .isEqualTo(new Access.Unchecked(null));
    }
  }

  @Test
  @Tag("SES-5")
  void control_a_token_of_any_issuer_is_good_to_the_sdk_and_no_session_here() {
    ObjectNode answer =
        Issued.answer(workOs.token(workOs.claims().issuer("https://issuer.example")));
    String cookie =
        SessionKt.getSession(sdk)
            .sealData(
                Map.of("accessToken", answer.path("access_token").textValue(), "refreshToken", "r"),
                PASSWORD);
    assertThat(
            SessionKt.getSession(sdk)
                .authenticateWithSessionCookie(cookie, PASSWORD)
                .getAuthenticated())
        .isTrue();
    assertThat(workOs.cookies().open(Secret.of(cookie))).isEmpty();
  }

  private ObjectNode inAcmeImpersonated() {
    ObjectNode answer =
        Issued.answer(
                workOs.token(
                    workOs
                        .claims()
                        .claim("org_id", Stubbed.ACME.value())
                        .claim("act", Map.of("sub", "admin@example.org"))))
            .put("organization_id", Stubbed.ACME.value());
    answer.putObject("impersonator").put("email", "admin@example.org").put("reason", "ticket 7");
    return answer;
  }
}
