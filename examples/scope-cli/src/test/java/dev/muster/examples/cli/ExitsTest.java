package dev.muster.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.examples.cli.Desk.Ran;
import dev.muster.examples.cli.StubService.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands end with, each number. */
@Tag("SCOPE-3")
class ExitsTest {
  private static final String SCOPE =
      "{\"kind\":\"organization\",\"organization\":\"org_acme\",\"slug\":\"acme\",\"name\":\"Acme\",\"role\":\"admin\",\"permissions\":[]}";

  private final StubService stub = new StubService();
  private final Desk desk;

  ExitsTest(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void done_is_0() {
    desk.signedIn(stub, desk.acme());
    stub.answer("GET /account/scopes/org_acme", 200, SCOPE);
    Ran ran = desk.run("scope", "status");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("acme").contains("admin").contains("org_acme");
    assertThat(desk.run("--help").exit()).isZero();
  }

  @Test
  void an_unsafe_or_broken_file_is_1() throws Exception {
    desk.signedIn(stub, null);
    Files.setPosixFilePermissions(desk.path, PosixFilePermissions.fromString("rw-r-----"));
    Ran unsafe = desk.run("scope", "list");
    assertThat(unsafe.exit()).isEqualTo(1);
    assertThat(unsafe.err()).contains("open to others").doesNotContain("marker-");
    assertThat(stub.lines()).isEmpty();

    assertThat(desk.run("logout", "--local").exit()).isZero();
    assertThat(desk.path).doesNotExist();
    desk.signedIn(stub, null);
    Files.writeString(desk.path, "{\"server\": \"marker-");
    Ran broken = desk.run("scope", "list");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err()).doesNotContain("marker-");
  }

  @Test
  void a_bad_command_line_is_2() {
    assertThat(desk.run("scope", "use").exit()).isEqualTo(2);
    assertThat(desk.run("scope", "use", "acme", "--personal").exit()).isEqualTo(2);
    assertThat(desk.run("scope").exit()).isEqualTo(2);
    assertThat(desk.run("nothing").exit()).isEqualTo(2);
    assertThat(
            desk.run("login", "--server", "http://example.org", "--issuer", "x", "--client", "c")
                .exit())
        .isEqualTo(2);
    desk.signedIn(stub, null);
    assertThat(desk.run("org", "members").exit()).isEqualTo(2);
    assertThat(stub.lines()).isEmpty();
  }

  @Test
  void no_sign_in_and_one_that_has_ended_are_3() {
    assertThat(desk.run("scope", "list").exit()).isEqualTo(3);
    desk.signedIn(stub, null);
    stub.answer("GET /account/scopes", 401, StubService.problem(401, "invalid_credential"));
    stub.answer("POST /token", 400, "{\"error\":\"invalid_grant\"}");
    Ran ended = desk.run("scope", "list");
    assertThat(ended.exit()).isEqualTo(3);
    assertThat(ended.err()).contains("scope-cli login").contains("[invalid_grant]");
  }

  @Test
  void a_no_is_4() {
    desk.signedIn(stub, desk.acme());
    stub.answer("GET /account/scopes/org_acme", 200, SCOPE);
    stub.answer(
        "POST /account/organizations/org_acme/invitations",
        403,
        StubService.problem(403, "insufficient_role"));
    Ran ran = desk.run("org", "invite", "bob@example.org");
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).isEqualTo("scope-cli: acme (org_acme): Says why. [insufficient_role]\n");
  }

  @Test
  void a_dead_credential_of_the_organization_is_5_and_names_it() throws Exception {
    desk.signedIn(stub, desk.acme());
    stub.answer("GET /account/scopes/org_acme", 401, StubService.problem(401, "invalid"));
    stub.answer("POST /account/scopes/org_acme/use", 403, StubService.problem(403, "not_a_member"));
    Ran ran = desk.run("org", "members", "--json");
    assertThat(ran.exit()).isEqualTo(5);
    JsonNode error = new ObjectMapper().readTree(ran.err()).path("error");
    assertThat(error.path("exit").asInt()).isEqualTo(5);
    assertThat(error.path("code").asText()).isEqualTo("not_a_member");
    assertThat(error.path("organization").asText()).isEqualTo("org_acme");
    assertThat(error.path("slug").asText()).isEqualTo("acme");
    assertThat(error.path("message").asText()).contains("scope-cli scope use org_acme");
  }

  @Test
  void an_outage_is_6_and_destroys_nothing() throws Exception {
    desk.signedIn(stub, desk.acme());
    String before = Files.readString(desk.path);
    for (Answer away :
        new Answer[] {
          new Answer(503, StubService.problem(503, "unavailable")),
          new Answer(500, ""),
          new Answer(429, ""),
          new Answer(302, ""),
          new Answer(200, "<html>"),
          new Answer(0, "")
        }) {
      stub.answer("GET /account/scopes/org_acme", unused -> away);
      Ran ran = desk.run("scope", "status");
      assertThat(ran.exit()).as(away.toString()).isEqualTo(6);
      assertThat(ran.err()).contains("acme (org_acme)");
      assertThat(Files.readString(desk.path)).isEqualTo(before);
    }
  }

  @Test
  void what_the_server_does_not_take_is_7() {
    desk.signedIn(stub, null);
    stub.answer("POST /account/organizations", 409, StubService.problem(409, "conflict"));
    assertThat(desk.run("org", "create", "acme", "Acme").exit()).isEqualTo(7);
    stub.answer("POST /account/organizations", 422, StubService.problem(422, "invalid_input"));
    assertThat(desk.run("org", "create", "A!", "Acme").exit()).isEqualTo(7);
    assertThat(desk.run("scope", "use", "nowhere").exit()).isEqualTo(7);
    stub.answer("PATCH /account/me", 409, StubService.problem(409, "force_required"));
    assertThat(desk.run("scope", "set", "ann").exit()).isEqualTo(7);
  }
}
