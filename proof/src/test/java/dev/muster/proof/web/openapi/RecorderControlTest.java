package dev.muster.proof.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A service that answers otherwise is caught by the same checks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecorderControlTest {
  private static final Liar HONEST = Liar.aboutHead(response -> {});

  private Stage stage;
  private String cookie;

  @BeforeAll
  void start() throws Exception {
    stage = new Stage();
    UserId ann = stage.service.person("ann");
    stage.service.join(stage.service.organization("Acme"), ann, Service.OWNER);
    cookie = stage.signIn(ann);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private List<String> faults(Liar liar, String operation, UnaryOperator<Ask> request)
      throws Exception {
    Recorder recorder = new Recorder(stage.recorder.document());
    try (ApiHost host = new ApiHost(stage.service.muster, routes -> routes, liar)) {
      request.apply(new Ask(host, recorder, operation)).send();
    }
    return recorder.faults();
  }

  private List<String> me(Liar liar) throws Exception {
    return faults(liar, "showMe", ask -> ask.header(cookie));
  }

  private static Liar changed(Consumer<ObjectNode> change) {
    return Liar.aboutBody(
        text -> {
          try {
            JsonNode body = Schemas.JSON.readTree(text);
            change.accept((ObjectNode) body);
            return body.toString();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void assertCaught(List<String> faults, String how) {
    assertThat(faults).hasSize(1).allMatch(fault -> fault.contains(how));
  }

  @Test
  @Tag("WEB-2")
  void control_an_honest_service_has_no_faults() throws Exception {
    assertThat(me(HONEST)).isEmpty();
  }

  @Test
  @Tag("WEB-2")
  void control_another_status_is_caught() throws Exception {
    assertCaught(
        me(Liar.aboutHead(response -> response.setStatus(202))), "status 202 is not described");
  }

  @Test
  @Tag("WEB-2")
  void control_a_missing_and_a_further_member_and_another_type_are_caught() throws Exception {
    assertCaught(me(changed(body -> body.remove("organizations"))), "organizations");
    assertCaught(me(changed(body -> body.put("email", "ann@example.com"))), "email");
    assertCaught(me(changed(body -> body.put("user", 7))), "/user");
    assertCaught(
        me(changed(body -> ((ObjectNode) body.path("organization")).put("slug", "No Slug"))),
        "/organization");
    assertCaught(me(Liar.aboutBody(text -> text.substring(1))), "no JSON");
  }

  @Test
  @Tag("WEB-2")
  void control_a_header_that_is_wrong_or_not_described_and_another_media_type_are_caught()
      throws Exception {
    assertCaught(
        me(Liar.aboutHead(response -> response.setHeader("Cache-Control", "public"))),
        "header cache-control");
    assertCaught(
        me(Liar.aboutHead(response -> response.setHeader("Location", "/"))),
        "header location is not described");
    assertCaught(me(Liar.aboutHead(response -> response.setContentType("text/html"))), "text/html");
  }

  @Test
  @Tag("ANS-6")
  void control_a_code_of_another_status_and_a_503_without_a_time_to_come_back_are_caught()
      throws Exception {
    assertCaught(
        faults(changed(body -> body.put("code", "last_admin")), "showMe", ask -> ask), "/code");
    assertCaught(
        faults(
            Liar.aboutHead(response -> response.setHeader("Retry-After", "soon")),
            "showMe",
            ask -> ask.header("Authorization: Bearer down")),
        "header retry-after");
  }

  @Test
  @Tag("WEB-2")
  void control_a_forbidden_request_that_is_taken_and_a_good_one_that_is_refused_are_caught()
      throws Exception {
    Liar yes =
        Liar.aboutHead(
                response -> {
                  response.setStatus(200);
                  response.setContentType("application/json");
                })
            .and(Liar.aboutBody(text -> "{\"slug\":\"abc\"}"));
    assertCaught(
        faults(yes, "nameMe", ask -> ask.header(cookie).json("{'slug':7}")),
        "forbidden, and not refused");
    Liar no =
        Liar.aboutHead(
                response -> {
                  response.setStatus(422);
                  response.setContentType("application/problem+json");
                })
            .and(
                Liar.aboutBody(
                    text ->
                        "{\"type\":\"urn:muster:problem:invalid_input\",\"title\":\"No.\","
                            + "\"status\":422,\"code\":\"invalid_input\"}"));
    assertCaught(
        faults(no, "nameMe", ask -> ask.header(cookie).json("{'slug':'fine'}")),
        "allowed, and refused");
  }

  @Test
  @Tag("WEB-2")
  void control_what_nobody_asked_for_is_told_as_not_seen() {
    Recorder recorder = new Recorder(stage.recorder.document());
    assertThat(recorder.unseen()).hasSizeGreaterThan(200).contains("showMe 200", "leave 409");
    assertThat(recorder.unseenCodes()).contains("LeaveConflict last_admin");
  }
}
