package dev.muster.proof.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The document, as the service serves it, against what the service does. */
class OpenApiOnJettyTest {
  /** Described, and not to be seen with the fake provider in one process; each with its reason. */
  private static final Set<String> NOT_SEEN = Set.of();

  private static final Set<String> CODES_NOT_SEEN =
      Set.of(
          // Only where another administrator goes in the same moment.
          "RemovalConflict last_admin");

  @Test
  @Tag("WEB-2")
  @Tag("ANS-6")
  void every_answer_of_every_operation_is_as_described_and_what_is_described_is_seen()
      throws Exception {
    try (Stage stage = new Stage()) {
      new EveryRoute(stage).drive();
      new PersonChapter(stage).drive();
      new MemberChapter(stage).drive();
      new InvitationChapter(stage).drive();
      int wrong = new WrongBodies(stage).drive();
      SignInChapter signIn = new SignInChapter(stage);
      signIn.drive();
      signIn.ended();

      Recorder recorder = stage.recorder;
      System.out.println(recorder + ", " + wrong + " forbidden bodies refused");
      assertThat(recorder.faults()).isEmpty();
      assertThat(recorder.unseen()).isEqualTo(NOT_SEEN);
      assertThat(recorder.unseenCodes()).isEqualTo(CODES_NOT_SEEN);
      assertThat(recorder.document().operations()).hasSizeGreaterThan(30);
    }
  }

  @Test
  @Tag("WEB-2")
  void every_schema_of_the_document_is_a_json_schema() throws Exception {
    try (Stage stage = new Stage()) {
      JsonNode schemas = stage.ask("describe").read(200).at("/components/schemas");
      assertThat(schemas).hasSizeGreaterThan(20);
      for (JsonNode schema : schemas) {
        assertThat(Schemas.faultsOfSchema(schema)).as("%s", schema).isEmpty();
      }
      JsonNode wrong = Schemas.JSON.readTree("{\"type\":\"text\"}");
      assertThat(Schemas.faultsOfSchema(wrong)).isNotEmpty();
    }
  }
}
