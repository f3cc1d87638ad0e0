package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StoryTest {
  @Test
  @Tag("ADM-2")
  @Tag("ADM-3")
  @Tag("ANS-2")
  @Tag("ANS-6")
  @Tag("DB-3")
  @Tag("MEM-9")
  @Tag("ORG-2")
  @Tag("ORG-6")
  @Tag("ROLE-1")
  @Tag("ROLE-7")
  @Tag("ROLE-9")
  @Tag("SCOPE-1")
  @Tag("SCOPE-2")
  @Tag("SCOPE-3")
  @Tag("SCOPE-5")
  @Tag("SES-2")
  @Tag("SES-6")
  @Tag("SES-7")
  @Tag("SES-8")
  @Tag("SES-9")
  @Tag("TOK-2")
  @Tag("TOK-4")
  @Tag("TOK-7")
  @Tag("WEB-1")
  void every_step_of_the_story_goes_as_expected() throws Exception {
    Told told = Told.with(Map.of("NOTES_JDBC_URL", "jdbc:h2:mem:story-test;DB_CLOSE_DELAY=-1"));
    assertThat(told.right()).as(told.text()).isTrue();
    assertThat(told.lastLine()).isEqualTo(Told.all(Told.STEPS));
  }

  @Test
  @Tag("BAD-INPUT")
  void workos_needs_its_key_and_client_id() {
    assertThatThrownBy(() -> Settings.of(Map.of("NOTES_PROVIDER", "workos")))
        .hasMessageContaining("1 faults: WORKOS_API_KEY, WORKOS_CLIENT_ID or WORKOS_BASE_URL")
        .hasMessageContaining("the API key must be set")
        .hasMessageContaining("the client id must be set");
  }

  @Test
  @Tag("BAD-INPUT")
  void wrong_settings_are_all_named_at_once_and_no_secret_is_repeated() {
    assertThatThrownBy(
            () ->
                Settings.of(
                    Map.of(
                        "NOTES_PROVIDER", "none",
                        "NOTES_JDBC_URL", "mysql",
                        "NOTES_PORT", "many",
                        "NOTES_ORGANIZATION_REFRESH", "PT0S",
                        "NOTES_DEADLINE", "5",
                        "NOTES_SEAL_KEY", "c2hvcnQ=")))
        .hasMessageContaining("6 faults")
        .hasMessageContaining("NOTES_PROVIDER")
        .hasMessageContaining("NOTES_JDBC_URL")
        .hasMessageContaining("NOTES_PORT")
        .hasMessageContaining("NOTES_ORGANIZATION_REFRESH")
        .hasMessageContaining("NOTES_DEADLINE")
        .hasMessageContaining("NOTES_SEAL_KEY")
        .hasMessageNotContaining("c2hvcnQ=");
  }
}
