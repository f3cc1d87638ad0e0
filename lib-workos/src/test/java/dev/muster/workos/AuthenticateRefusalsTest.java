package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.OrganizationId;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.WorkOsDocument;
import dev.muster.workos.emulator.WorkOsDocument.Refusal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every refusal that WorkOS's document knows for sign-in and refresh, and what comes of it. */
@NeedsDocument
class AuthenticateRefusalsTest {
  private static final String PATH = "/user_management/authenticate";

  /** The refusal; a refresh into none; a refresh into an organization; a sign-in. */
  private static final String TABLE =
      """
      400 invalid_organization_id                                  refused       refused       rejected: invalid_request
      400 code_challenge_not_found                                 unavailable   unavailable   rejected: invalid_request
      400 invalid_credentials                                      unavailable   unavailable   rejected: invalid_request
      400 invalid_one_time_code                                    unavailable   unavailable   rejected: invalid_request
      400 one_time_code_previously_used                            unavailable   unavailable   rejected: invalid_request
      400 one_time_code_expired                                    unavailable   unavailable   rejected: invalid_request
      400 one_time_code_too_many_attempts                          unavailable   unavailable   rejected: invalid_request
      400 invalid_pending_authentication_token                     unavailable   unavailable   rejected: invalid_request
      400 user_mismatch                                            unavailable   unavailable   rejected: invalid_request
      400 invalid_client                                           misconfigured misconfigured misconfigured
      400 unauthorized_client                                      misconfigured misconfigured misconfigured
      400 invalid_profile                                          unavailable   unavailable   rejected: invalid_request
      400 invitation_invalid                                       unavailable   unavailable   rejected: invitation_invalid
      400 invitation_cannot_be_used_for_email                      unavailable   unavailable   rejected: invalid_request
      400 authentication_method_not_allowed                        unavailable   unavailable   rejected: authentication_method_not_allowed
      400 invalid_connection                                       unavailable   unavailable   rejected: invalid_request
      400 sign_up_not_allowed                                      unavailable   unavailable   rejected: sign_up_not_allowed
      400 organization_authentication_methods_required             ended         refused       rejected: organization_authentication_methods_required
      400 invalid_link_authorization_code                          unavailable   unavailable   rejected: invalid_request
      400 extra_attributes_required                                unavailable   unavailable   rejected: invalid_request
      400 pkce_not_supported                                       misconfigured misconfigured misconfigured
      400 expired_token                                            unavailable   unavailable   rejected: invalid_request
      400 authorization_pending                                    unavailable   unavailable   rejected: invalid_request
      400 access_denied                                            unavailable   unavailable   rejected: access_denied
      400 slow_down                                                unavailable   unavailable   rejected: invalid_request
      400 Must use SSO for selected organization                   unavailable   unavailable   rejected: invalid_request
      400 invalid_grant                                            exchanged     exchanged     rejected: invalid_grant
      400 invalid_request                                          unavailable   unavailable   rejected: invalid_request
      400 organization_not_found                                   refused       refused       rejected: organization_not_found
      400 organization_membership_not_found                        refused       refused       rejected: organization_membership_not_found
      400 mfa_enrollment                                           ended         refused       rejected: mfa_enrollment
      400 token_too_big                                            unavailable   unavailable   rejected: invalid_request
      400 sso_required                                             ended         refused       rejected: sso_required
      403 mfa_enrollment                                           ended         refused       rejected: mfa_enrollment
      403 mfa_challenge                                            unavailable   unavailable   rejected: mfa_challenge
      403 authentication_method_not_allowed                        unavailable   unavailable   rejected: authentication_method_not_allowed
      403 email_verification_required                              unavailable   unavailable   rejected: email_verification_required
      403 email_password_auth_disabled                             unavailable   unavailable   rejected: forbidden
      403 organization_selection_required                          unavailable   unavailable   rejected: organization_selection_required
      403 passkey_progressive_enrollment                           unavailable   unavailable   rejected: forbidden
      403 radar_challenge                                          unavailable   unavailable   rejected: radar_challenge
      403 radar_sign_up_challenge                                  unavailable   unavailable   rejected: forbidden
      403 application_consent_required                             unavailable   unavailable   rejected: forbidden
      404 Organization not found: 'org_01EHQMYV6MBK39QC5PZXHY59C3'. unavailable   refused       rejected: not_found
      422 invalid_request_parameters                               unavailable   unavailable   rejected: invalid_request_parameters
      429 daily_quota_exceeded                                     unavailable   unavailable   unavailable
      """;

  private final WorkOsDocument document;

  AuthenticateRefusalsTest(WorkOsDocument document) {
    this.document = document;
  }

  @Test
  @Tag("SES-6")
  @Tag("ANS-2")
  @Tag("ANS-4")
  void each_refusal_of_the_document_has_its_outcome_and_only_definite_words_are_definite() {
    List<String> lines = new ArrayList<>();
    for (Refusal refusal : document.refusals("POST", PATH)) {
      String body = refusal.body().toString();
      assertThat(document.faultsOfAnswer("POST", PATH, refusal.status(), body)).as(body).isEmpty();
      try (Stubbed stub =
          Stubbed.answering(
              asked ->
                  asked.method().equals("GET")
                      ? Answer.of(200, "{\"keys\":[]}")
                      : Answer.of(refusal.status(), body))) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%-60s %-13s %-13s %s",
                refusal.status() + " " + word(refusal.body()),
                outcome(() -> refresh(stub, null)),
                outcome(() -> refresh(stub, Stubbed.ACME)),
                outcome(() -> signIn(stub))));
        assertThat(stub.server.asked())
            .filteredOn(asked -> asked.method().equals("POST"))
            .hasSize(3);
      }
    }
    assertThat(String.join("\n", lines)).isEqualTo(TABLE.strip());
  }

  private static String refresh(Stubbed stub, @Nullable OrganizationId organization) {
    return stub.provider
        .refresh(Secret.of("marker-refresh-token-1"), organization)
        .getClass()
        .getSimpleName();
  }

  private static String signIn(Stubbed stub) {
    return stub.provider
        .exchangeCode(
            Secret.of("marker-code-1"), Pkce.VERIFIER, URI.create("http://127.0.0.1:1/callback"))
        .toString();
  }

  private static String outcome(Supplier<String> call) {
    try {
      return call.get().replaceFirst("Organization|Already", "").toLowerCase(Locale.ROOT);
    } catch (Unavailable e) {
      return "unavailable";
    } catch (Misconfigured e) {
      return "misconfigured";
    } catch (Rejected e) {
      return "rejected: " + e.code();
    }
  }

  private static String word(JsonNode body) {
    return body.path("code").asText(body.path("error").asText(body.path("message").asText()));
  }
}
