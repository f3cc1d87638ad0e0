package dev.muster.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.examples.cli.Desk.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A success that makes no sense is an outage: it shows no program, and no token. */
@Tag("ANS-2")
class OddAnswersTest {
  private static final List<String> ODD =
      List.of("", "<html>", "null", "[]", "7", "{}", "{\"organizations\":7,\"members\":\"x\"}");

  private final StubService stub = new StubService();
  private final Desk desk;

  OddAnswersTest(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void a_list_that_is_none_is_6() {
    for (String odd : ODD) {
      desk.signedIn(stub, desk.acme());
      stub.answer("GET /account/scopes", 200, odd);
      stub.answer("GET /account/scopes/org_acme", 200, "{\"organization\":\"org_acme\"}");
      stub.answer("GET /account/organizations/org_acme/members", 200, odd);
      for (String[] command : new String[][] {{"scope", "list"}, {"org", "members"}}) {
        Ran ran = desk.run(command);
        assertThat(ran.err()).as("%s %s", command[1], odd).doesNotContain("Exception");
        assertThat(ran.exit()).as("%s %s", command[1], odd).isEqualTo(6);
      }
    }
  }

  @Test
  void what_else_a_command_reads_is_6_where_it_is_nothing() {
    for (String odd : ODD) {
      desk.signedIn(stub, null);
      for (String line :
          List.of(
              "GET /account/me",
              "PATCH /account/me",
              "POST /account/organizations",
              "POST /account/invitations/i/accept",
              "POST /account/scopes/acme/use")) {
        stub.answer(line, 200, odd);
      }
      for (String[] command :
          new String[][] {
            {"scope", "status"},
            {"scope", "set", "ann"},
            {"scope", "use", "acme"},
            {"org", "create", "acme", "Acme"},
            {"org", "accept", "i"}
          }) {
        Ran ran = desk.run(command);
        assertThat(ran.err()).as("%s %s", command[1], odd).doesNotContain("Exception");
        assertThat(ran.exit()).as("%s %s", command[1], odd).isEqualTo(6);
      }
    }
  }

  @Test
  void a_token_that_no_header_can_hold_is_6_and_is_not_shown() {
    for (String token : List.of("marker-\\nnext", "marker-\\u00e4", "marker- x")) {
      desk.signedIn(stub, null);
      desk.clock.advance(Duration.ofHours(1));
      stub.answer(
          "POST /token",
          200,
          "{\"access_token\":\""
              + token
              + "\",\"expires_in\":300,\"refresh_token\":\"marker-refresh-2\"}");
      Ran ran = desk.run("scope", "list");
      assertThat(ran.err()).doesNotContain("marker-").doesNotContain("Exception");
      assertThat(ran.exit()).isEqualTo(6);
    }
  }
}
