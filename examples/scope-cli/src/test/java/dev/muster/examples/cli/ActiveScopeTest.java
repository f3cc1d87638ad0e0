package dev.muster.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.examples.cli.Desk.Ran;
import dev.muster.examples.cli.StubService.Answer;
import dev.muster.examples.cli.StubService.Asked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The active organization's credential: presented, replaced in time, and never passed over. */
@Tag("once")
@Tag("SCOPE-3")
@Tag("TOK-8")
class ActiveScopeTest {
  private static final String SHOWN = "GET /account/scopes/org_acme";
  private static final String USED = "POST /account/scopes/org_acme/use";
  private static final String SCOPE =
      "{\"kind\":\"organization\",\"organization\":\"org_acme\",\"slug\":\"acme\",\"name\":\"Acme\",\"role\":\"admin\",\"permissions\":[]}";
  private static final String NEXT =
      "{\"scope\":"
          + SCOPE
          + ",\"token\":{\"id\":\"tok_2\",\"token\":\"marker-org-2\",\"expiresIn\":7200}}";
  private static final String MEMBERS = "GET /account/organizations/org_acme/members";

  private final StubService stub = new StubService();
  private final Desk desk;

  ActiveScopeTest(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  @Tag("TOK-7")
  void what_takes_no_token_is_done_by_the_sign_in_after_the_token_was_seen_to_be_good() {
    desk.signedIn(stub, desk.acme());
    stub.answer(SHOWN, 200, SCOPE);
    stub.answer(MEMBERS, 200, "{\"members\":[]}");
    assertThat(desk.run("org", "members").exit()).isZero();
    assertThat(stub.lines())
        .containsExactly(SHOWN + " by marker-org-1", MEMBERS + " by marker-access-1");
  }

  @Test
  void after_a_dead_token_nothing_is_sent_to_the_organization_by_another_credential() {
    desk.signedIn(stub, desk.acme());
    stub.answer(MEMBERS, 200, "{\"members\":[]}");
    stub.answer(SHOWN, 401, StubService.problem(401, "invalid_credential"));
    stub.answer(USED, 403, StubService.problem(403, "not_a_member"));
    assertThat(desk.run("org", "members").exit()).isEqualTo(5);
    assertThat(stub.lines())
        .containsExactly(SHOWN + " by marker-org-1", USED + " by marker-access-1");
  }

  @Test
  void a_command_that_passes_over_a_dead_token_is_caught() {
    desk.signedIn(stub, desk.acme());
    stub.answer(MEMBERS, 200, "{\"members\":[]}");
    stub.answer(SHOWN, 401, StubService.problem(401, "invalid_credential"));
    Wire wire = new Wire(java.net.http.HttpClient.newHttpClient());
    Work broken = Work.begin(desk.file(), wire, desk.clocks());
    assertThat(broken.signedIn("GET", "/organizations/org_acme/members", null)).isNotNull();
    assertThat(stub.lines()).anyMatch(line -> line.equals(MEMBERS + " by marker-access-1"));
  }

  @Test
  void a_scope_that_is_refused_stays_the_active_one() {
    desk.signedIn(stub, desk.acme());
    for (Answer no :
        new Answer[] {
          new Answer(403, StubService.problem(403, "not_a_member")),
          new Answer(403, StubService.problem(403, "wrong_credential")),
          new Answer(404, StubService.problem(404, "not_found"))
        }) {
      stub.answer(SHOWN, unused -> no);
      Ran ran = desk.run("scope", "status");
      assertThat(ran.exit()).isEqualTo(5);
      assertThat(ran.err()).contains("acme (org_acme)").contains("scope use org_acme");
    }
    assertThat(desk.file().require().place()).isEqualTo(desk.acme());
  }

  @Test
  void a_token_is_replaced_before_it_expires_by_one_for_the_same_organization() {
    desk.signedIn(stub, desk.acme());
    desk.clock.advance(Duration.ofHours(2).minus(Kept.SKEW).plusMillis(1));
    tokens();
    stub.answer(USED, 200, NEXT);
    stub.answer(SHOWN, onlyFor("marker-org-2"));
    assertThat(desk.run("scope", "status").exit()).isZero();
    assertThat(stub.asked(USED)).hasSize(1);
    assertThat(desk.run("scope", "status").exit()).isZero();
    assertThat(stub.asked(USED)).hasSize(1);
    assertThat(desk.file().require().place().tokenId()).isEqualTo("tok_2");
  }

  @Test
  void a_token_that_is_refused_is_replaced_once() {
    desk.signedIn(stub, desk.acme());
    stub.answer(USED, 200, NEXT);
    stub.answer(SHOWN, onlyFor("marker-org-2"));
    assertThat(desk.run("scope", "status").exit()).isZero();
    stub.answer(SHOWN, onlyFor("nobody"));
    stub.forget();
    Ran ran = desk.run("scope", "status");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(stub.asked(SHOWN)).hasSize(2);
    assertThat(stub.asked(USED)).hasSize(1);
  }

  @Test
  void a_token_of_another_organization_is_not_taken() {
    desk.signedIn(stub, desk.acme());
    stub.answer(SHOWN, 401, StubService.problem(401, "invalid_credential"));
    stub.answer(USED, 200, NEXT.replace("org_acme", "org_evil"));
    Ran ran = desk.run("scope", "status");
    assertThat(ran.exit()).isEqualTo(6);
    assertThat(desk.file().require().place()).isEqualTo(desk.acme());

    stub.answer(SHOWN, 200, SCOPE.replace("org_acme", "org_evil"));
    assertThat(desk.run("scope", "status").exit()).isEqualTo(6);
    assertThat(desk.run("org", "members").exit()).isEqualTo(6);
    assertThat(stub.asked(MEMBERS)).isEmpty();
  }

  @Test
  void an_outage_while_a_token_is_replaced_is_no_end_of_the_scope() throws Exception {
    desk.signedIn(stub, desk.acme());
    String before = Files.readString(desk.path);
    stub.answer(SHOWN, 401, StubService.problem(401, "invalid_credential"));
    stub.answer(USED, 503, StubService.problem(503, "unavailable"));
    Ran ran = desk.run("org", "members");
    assertThat(ran.exit()).isEqualTo(6);
    assertThat(ran.err()).contains("acme (org_acme)");
    assertThat(Files.readString(desk.path)).isEqualTo(before);
  }

  @Test
  void a_sign_in_that_ended_with_the_token_is_an_error_of_the_scope() {
    desk.signedIn(stub, desk.acme());
    desk.clock.advance(Duration.ofHours(3));
    stub.answer("POST /token", 400, "{\"error\":\"invalid_grant\"}");
    Ran ran = desk.run("scope", "status");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).contains("acme (org_acme)").contains("scope-cli login");
  }

  @Test
  @Tag("SCOPE-2")
  void where_there_are_no_tokens_the_sign_in_names_the_organization() {
    desk.signedIn(stub, new Place("org_acme", "acme", null, null));
    stub.answer(SHOWN, 200, SCOPE);
    assertThat(desk.run("scope", "status").exit()).isZero();
    assertThat(stub.lines()).containsExactly(SHOWN + " by marker-access-1");
    stub.answer(SHOWN, 403, StubService.problem(403, "not_a_member"));
    assertThat(desk.run("scope", "status").exit()).isEqualTo(5);
  }

  @Test
  void a_new_choice_ends_the_token_of_the_former_and_a_failed_one_changes_nothing() {
    desk.signedIn(stub, desk.acme());
    stub.answer("POST /account/scopes/apex/use", 403, StubService.problem(403, "not_a_member"));
    assertThat(desk.run("scope", "use", "apex").exit()).isEqualTo(4);
    assertThat(desk.file().require().place()).isEqualTo(desk.acme());

    stub.answer("POST /account/scopes/apex/use", 200, NEXT.replace("acme", "apex"));
    stub.answer("DELETE /account/organizations/org_acme/tokens/tok_1", 204, "");
    assertThat(desk.run("scope", "use", "apex").exit()).isZero();
    assertThat(desk.file().require().place().id()).isEqualTo("org_apex");
    assertThat(stub.asked("DELETE /account/organizations/org_acme/tokens/tok_1")).hasSize(1);
  }

  private void tokens() {
    stub.answer(
        "POST /token",
        200,
        "{\"access_token\":\"marker-access-2\",\"expires_in\":36000,\"refresh_token\":\"marker-refresh-2\"}");
  }

  private static Function<Asked, Answer> onlyFor(String token) {
    return asked ->
        asked.bearer().equals(token)
            ? new Answer(200, SCOPE)
            : new Answer(401, StubService.problem(401, "invalid_credential"));
  }
}
