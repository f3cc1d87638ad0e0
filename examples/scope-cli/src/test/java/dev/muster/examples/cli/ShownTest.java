package dev.muster.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.examples.cli.Desk.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a terminal gets of what others wrote. */
@Tag("BAD-INPUT")
class ShownTest {
  private static final String EVIL =
      "a\u001b]0;owned\u0007b\u009b31mc\u202ed\u2028e\r\n* f\u200b\u0000";

  private final StubService stub = new StubService();
  private final Desk desk;

  ShownTest(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void names_of_others_come_without_control_characters() throws Exception {
    desk.signedIn(stub, null);
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.putObject("personal").put("slug", EVIL);
    all.putArray("organizations")
        .addObject()
        .put("id", "org_1" + EVIL)
        .put("slug", EVIL)
        .put("name", EVIL)
        .put("role", EVIL);
    stub.answer("GET /account/scopes", 200, all.toString());

    Ran text = desk.run("scope", "list");
    assertThat(text.exit()).isZero();
    assertPlain(text.out());
    assertThat(text.out().lines()).hasSize(2);

    Ran json = desk.run("scope", "list", "--json");
    assertPlain(json.out());
    assertThat(json.out().chars().allMatch(c -> c < 127)).isTrue();
    assertThat(new ObjectMapper().readTree(json.out()).at("/organizations/0/name").textValue())
        .isEqualTo(EVIL);
  }

  @Test
  void what_a_server_says_of_a_refusal_comes_without_them_too() {
    desk.signedIn(stub, null);
    ObjectNode problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("title", EVIL)
            .put("code", EVIL)
            .put("status", 403);
    stub.answer("GET /account/scopes", 403, problem.toString());
    assertPlain(desk.run("scope", "list").err());
    assertPlain(desk.run("scope", "list", "--json").err());
  }

  @Test
  void no_command_shows_a_token() {
    desk.signedIn(stub, desk.acme());
    stub.answer("GET /account/scopes", 200, "{\"personal\":null,\"organizations\":[]}");
    for (String[] command :
        new String[][] {{"scope", "list"}, {"scope", "status"}, {"org", "members"}, {"logout"}}) {
      Ran ran = desk.run(command);
      assertThat(ran.out() + ran.err()).doesNotContain("marker-");
    }
    assertThat(desk.signedIn(stub, desk.acme()).toString()).doesNotContain("marker-");
  }

  private static void assertPlain(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n'))
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.LINE_SEPARATOR);
  }
}
