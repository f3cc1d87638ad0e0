package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.WorkOsDocument;
import org.junit.jupiter.api.Test;

/** The stubs' yardstick catches what is wrong. */
@NeedsDocument
class WorkOsDocumentTest {
  private static final String PATH = "/user_management/authenticate";

  @Test
  void control_a_wrong_answer_is_caught(WorkOsDocument document) {
    assertThat(document.faultsOfAnswer("POST", PATH, 400, "{\"message\":\"no\"}")).isNotEmpty();
    assertThat(document.faultsOfAnswer("POST", PATH, 200, "{\"access_token\":\"a\"}")).isNotEmpty();
    assertThat(document.faultsOfAnswer("POST", PATH, 418, "{}")).isNotEmpty();
    assertThat(
            document.faultsOfAnswer(
                "POST",
                PATH,
                400,
                "{\"error\":\"organization_membership_not_found\",\"error_description\":\"x\"}"))
        .isEmpty();
  }

  @Test
  void control_a_wrong_request_is_caught(WorkOsDocument document) {
    assertThat(document.faultsOfRequest("POST", "/organizations", "{}")).isNotEmpty();
    assertThat(document.faultsOfRequest("POST", "/organizations", "{\"name\":\"Acme\"}")).isEmpty();
    assertThat(
            document.hasQueryParameter(
                "GET", "/user_management/organization_memberships", "statuses[]"))
        .isFalse();
  }
}
