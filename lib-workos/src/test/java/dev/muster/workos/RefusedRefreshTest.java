package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.OrganizationId;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.WorkOsDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Refreshes that WorkOS refuses. Its emulator refuses none of them: it lets a removed member
 * refresh into the organization. So they are told on a stub whose answers, and our requests, are
 * held against WorkOS's OpenAPI document.
 */
@NeedsDocument
class RefusedRefreshTest {
  private static final String PATH = "/user_management/authenticate";
  private static final Secret TOKEN = Secret.of("marker-refresh-token-1");

  private final WorkOsDocument document;

  RefusedRefreshTest(WorkOsDocument document) {
    this.document = document;
  }

  @Test
  @Tag("SES-2")
  @Tag("SES-7")
  void a_removed_member_is_refused_by_the_organization_and_keeps_the_session() {
    assertThat(refresh(400, oauth("organization_membership_not_found"), Stubbed.ACME))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
    assertThat(refresh(400, oauth("organization_membership_not_found"), null))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
  }

  @Test
  @Tag("SES-7")
  void an_organization_that_is_not_there_refuses() {
    assertThat(refresh(400, oauth("organization_not_found"), Stubbed.ACME))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
    assertThat(refresh(400, coded("invalid_organization_id"), Stubbed.ACME))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
    assertThat(
            refresh(404, "{\"message\":\"Organization not found: 'org_01ACME'.\"}", Stubbed.ACME))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
  }

  @Test
  @Tag("SES-6")
  void what_the_user_must_do_first_ends_the_session_or_refuses_the_organization() {
    for (String word : List.of("sso_required", "mfa_enrollment")) {
      assertThat(refresh(400, oauth(word), null)).isEqualTo(new RefreshOutcome.Ended());
      assertThat(refresh(400, oauth(word), Stubbed.ACME))
          .isEqualTo(new RefreshOutcome.OrganizationRefused());
    }
    assertThat(refresh(403, coded("mfa_enrollment"), null)).isEqualTo(new RefreshOutcome.Ended());
  }

  @Test
  @Tag("SES-6")
  void an_invalid_grant_is_never_taken_for_the_end_whatever_its_sentence_says() {
    for (String sentence :
        List.of("Refresh token already exchanged.", "Session has already ended.", "", "x")) {
      String body = "{\"error\":\"invalid_grant\",\"error_description\":\"" + sentence + "\"}";
      assertThat(refresh(400, body, null)).isEqualTo(new RefreshOutcome.AlreadyExchanged());
      assertThat(refresh(400, body, Stubbed.ACME)).isEqualTo(new RefreshOutcome.AlreadyExchanged());
    }
  }

  @Test
  @Tag("ANS-4")
  void a_client_that_is_not_known_is_the_operators_error() {
    for (String word : List.of("invalid_client", "unauthorized_client")) {
      assertThatExceptionOfType(Misconfigured.class)
          .isThrownBy(() -> refresh(400, oauth(word), null));
    }
  }

  @Test
  @Tag("SES-6")
  void a_refusal_that_says_nothing_of_the_session_is_no_answer() {
    for (Answer answer :
        List.of(
            Answer.of(400, oauth("invalid_request")),
            Answer.of(403, coded("radar_challenge")),
            Answer.of(422, coded("invalid_request_parameters")),
            Answer.of(429, coded("daily_quota_exceeded")))) {
      assertThatExceptionOfType(Unavailable.class)
          .as(answer.body())
          .isThrownBy(() -> refresh(answer.status(), answer.body(), null));
    }
  }

  @Test
  @Tag("SES-6")
  void a_body_that_is_not_of_workos_says_nothing_of_the_session() {
    for (String body : List.of("", "<html>", "[]", "null", "{\"error\":7}")) {
      for (int status : List.of(400, 403, 404, 409, 410, 422)) {
        try (Stubbed stub = Stubbed.answering(asked -> answer(asked, status, body))) {
          assertThatExceptionOfType(Unavailable.class)
              .as(status + " " + body)
              .isThrownBy(() -> stub.provider.refresh(TOKEN, Stubbed.ACME));
        }
      }
    }
  }

  /** One refresh that is answered so, with both sides held against the document. */
  private RefreshOutcome refresh(int status, String body, @Nullable OrganizationId organization) {
    assertThat(document.faultsOfAnswer("POST", PATH, status, body)).as(body).isEmpty();
    try (Stubbed stub = Stubbed.answering(asked -> answer(asked, status, body))) {
      try {
        return stub.provider.refresh(TOKEN, organization);
      } finally {
        List<Asked> posts =
            stub.server.asked().stream().filter(asked -> asked.method().equals("POST")).toList();
        assertThat(posts).hasSize(1);
        assertThat(document.faultsOfRequest("POST", PATH, posts.get(0).body())).isEmpty();
      }
    }
  }

  private static Answer answer(Asked asked, int status, String body) {
    return asked.uri().getPath().startsWith("/sso/jwks/")
        ? Answer.of(200, "{\"keys\":[]}")
        : Answer.of(status, body);
  }

  private static String oauth(String word) {
    String more =
        word.equals("sso_required") ? ",\"email\":\"a@example.org\",\"connection_ids\":[]" : "";
    return "{\"error\":\"" + word + "\",\"error_description\":\"Some sentence.\"" + more + "}";
  }

  private static String coded(String word) {
    return "{\"code\":\"" + word + "\",\"message\":\"Some sentence.\"}";
  }
}
