package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import java.net.http.HttpResponse;

/** The chapters about organization access tokens: two devices, lowered rights, a dead token. */
final class TokenChapters {
  private static final String TOKENS = "/account/organizations/acme/tokens";
  private static final String NOTES = "/notes";

  private final Stage stage;
  private Browser laptop = new Browser();

  TokenChapters(Stage stage) {
    this.stage = stage;
  }

  void twoDevices(OrganizationId acme) throws Exception {
    HttpResponse<String> first = issued("bob", "laptop");
    HttpResponse<String> second = issued("bob", "phone");
    laptop = Browser.presenting(Steps.field(first, "token"));
    Browser phone = Browser.presenting(Steps.field(second, "token"));
    HttpResponse<String> bySession = stage.bob.get(stage.at("/orgs/acme/notes"));
    stage.heard.takeLast();
    stage.steps.step(
        "laptop",
        "GET " + NOTES,
        200,
        "",
        () -> laptop.get(stage.at(NOTES)),
        "names nothing and works in acme, as the session that names it",
        response -> response.body().equals(bySession.body()));
    stage.steps.step("phone", "GET " + NOTES, 200, "", () -> phone.get(stage.at(NOTES)));
    stage.steps.step(
        "laptop",
        "GET /orgs/eves-place/notes",
        403,
        "wrong_organization",
        () -> laptop.get(stage.at("/orgs/eves-place/notes")),
        "bob is an admin there; the token is for acme",
        response -> true);
    stage.steps.step(
        "laptop",
        "POST " + TOKENS,
        403,
        "wrong_credential",
        () -> laptop.post(stage.at(TOKENS), "{}"),
        "a token makes no tokens",
        response -> true);
    issued("bob", "tablet");
    stage.steps.step(
        "bob",
        "POST " + TOKENS,
        409,
        "limit_reached",
        () -> stage.bob.post(stage.at(TOKENS), "{}"),
        "three at a time, and none is pushed out",
        response -> laptop.get(stage.at(NOTES)).statusCode() == 200);
    stage.steps.step(
        "bob",
        "DELETE " + TOKENS + "/{phone}",
        204,
        "",
        () -> stage.bob.delete(stage.at(TOKENS + "/" + Steps.field(second, "id"))));
    stage.steps.step(
        "phone",
        "GET " + NOTES,
        401,
        "invalid_credential",
        () -> phone.get(stage.at(NOTES)),
        "the very next request; names acme",
        response -> names(response, acme));
    stage.steps.step(
        "laptop",
        "GET " + NOTES,
        200,
        "",
        () -> laptop.get(stage.at(NOTES)),
        "and the other device works on",
        response -> true);
    stage.steps.step(
        "nobody",
        "GET " + NOTES,
        403,
        "wrong_credential",
        () -> Browser.presenting("notes_key_of_another_kind").get(stage.at(NOTES)),
        "known by its prefix",
        response -> true);
  }

  void lowered(OrganizationId acme) throws Exception {
    stage.side.setRole(acme, stage.bobsId, RoleChapters.ADMIN);
    HttpResponse<String> admins = issued("bob, admin", "robot");
    Browser robot = Browser.presenting(Steps.field(admins, "token"));
    String note = "/orgs/acme/notes/";
    stage.steps.step(
        "laptop",
        "DELETE /orgs/acme/notes/{note}",
        403,
        "insufficient_role",
        () -> laptop.delete(stage.at(note + newNote())),
        "issued to a member: a higher role of now doesn't raise it",
        response -> true);
    stage.steps.step(
        "robot",
        "DELETE /orgs/acme/notes/{note}",
        204,
        "",
        () -> robot.delete(stage.at(note + newNote())),
        "issued to an admin",
        response -> true);
    stage.steps.step(
        "ann",
        "PATCH /account/organizations/acme/members/{bob}",
        204,
        "",
        () -> stage.ann.patch(stage.at(bob()), "{\"role\":\"member\"}"),
        "lowered through the service",
        response -> stage.column.of(acme, stage.bobsId).equals("member"));
    stage.steps.step(
        "robot",
        "DELETE /orgs/acme/notes/{note}",
        403,
        "insufficient_role",
        () -> robot.delete(stage.at(note + newNote())),
        "the role of now lowers it",
        response -> true);
    stage.steps.step(
        "robot", "GET " + NOTES, 200, "", () -> robot.get(stage.at(NOTES)), "", response -> true);
  }

  void removed(OrganizationId acme) throws Exception {
    HttpResponse<String> removal = stage.ann.delete(stage.at(bob()));
    String column = stage.column.of(acme, stage.bobsId);
    stage.steps.step(
        "ann",
        "DELETE /account/organizations/acme/members/{bob}",
        204,
        "",
        () -> removal,
        "removed through the service; role column: " + column,
        response -> column.equals("none"));
    stage.steps.step(
        "laptop",
        "GET " + NOTES,
        401,
        "invalid_credential",
        () -> laptop.get(stage.at(NOTES)),
        "dead at once; names acme",
        response -> names(response, acme));
    stage.steps.step(
        "laptop",
        "GET /account/me",
        401,
        "invalid_credential",
        () -> laptop.get(stage.at("/account/me")),
        "never bob himself instead",
        response -> names(response, acme) && !response.body().contains(stage.bobsId.value()));
    stage.steps.step(
        "bob",
        "GET /orgs/acme/notes",
        403,
        "not_a_member",
        () -> stage.bob.get(stage.at("/orgs/acme/notes")),
        "nor by his session",
        response -> true);
  }

  void joinedAgain(OrganizationId acme) throws Exception {
    stage.steps.step(
        "laptop",
        "GET " + NOTES,
        401,
        "invalid_credential",
        () -> laptop.get(stage.at(NOTES)),
        "bob is a member again; his token of before stays dead",
        response -> names(response, acme));
  }

  private HttpResponse<String> issued(String who, String label) throws Exception {
    HttpResponse<String> answer = stage.bob.post(stage.at(TOKENS), "{\"label\":\"" + label + "\"}");
    stage.steps.step(
        who,
        "POST " + TOKENS,
        201,
        "",
        () -> answer,
        "for the " + label + ", shown once",
        response -> Steps.field(response, "token").startsWith("notes_org_"));
    return answer;
  }

  /** Somebody writes a note; its id. */
  private String newNote() throws Exception {
    String body = stage.ann.post(stage.at("/orgs/acme/notes"), Stage.NOTE).body();
    return body.replaceAll("[^0-9]", "");
  }

  private String bob() {
    return "/account/organizations/acme/members/" + stage.bobsId.value();
  }

  private static boolean names(HttpResponse<String> response, OrganizationId organization) {
    return Steps.field(response, "organization").equals(organization.value());
  }
}
