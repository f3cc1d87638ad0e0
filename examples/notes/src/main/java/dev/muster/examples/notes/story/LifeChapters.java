package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import java.net.URI;
import java.net.http.HttpResponse;

/** The chapters about members and invitations that the service itself changes. */
final class LifeChapters {
  private static final String ACME = "/account/organizations/acme";
  private static final String MEMBERS = ACME + "/members";
  private static final String ACCEPT = "/account/invitations/";
  private static final String INVITATIONS = ACME + "/invitations";

  private final Stage stage;

  LifeChapters(Stage stage) {
    this.stage = stage;
  }

  /** Bob, who was removed, comes back. */
  void invitations(OrganizationId acme) throws Exception {
    if (stage.untold(Lever.INVITATIONS, "ann", "POST " + INVITATIONS)) {
      joinedAtTheProvider(acme);
      return;
    }
    HttpResponse<String> first = invited();
    stage.steps.step(
        "ann",
        "DELETE " + INVITATIONS + "/{first}",
        204,
        "",
        () -> stage.ann.delete(stage.at(INVITATIONS + "/" + Steps.field(first, "id"))));
    stage.steps.step(
        "bob",
        "POST " + ACCEPT + "{first}/accept",
        409,
        "invitation_not_pending",
        () -> stage.bob.post(accept(first), ""),
        "it was taken back",
        response -> true);
    HttpResponse<String> second = invited();
    stage.steps.step(
        "eve",
        "POST " + ACCEPT + "{second}/accept",
        404,
        "invitation_not_found",
        () -> stage.eve.post(accept(second), ""),
        "not her e-mail",
        response -> true);
    stage.steps.step(
        "invited",
        "GET /orgs/acme/notes",
        403,
        "not_a_member",
        () -> stage.bob.get(stage.at("/orgs/acme/notes")),
        "an invitation grants nothing",
        response -> true);
    stage.steps.step(
        "bob",
        "POST " + ACCEPT + "{second}/accept",
        200,
        "",
        () -> stage.bob.post(accept(second), ""));
    stage.steps.step(
        "member",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> stage.bob.get(stage.at("/orgs/acme/notes")),
        "the very next request",
        response -> true);
  }

  /** Where a membership is the pair alone, the one that ended is told from the new one by time. */
  private void joinedAtTheProvider(OrganizationId acme) throws Exception {
    stage.side.invite(acme, stage.bobsId, RoleChapters.MEMBER, stage.annsId);
    stage.side.accept(acme, stage.bobsId);
    Asked joined = Asked.untilStatus(200, () -> stage.bob.get(stage.at("/orgs/acme/notes")));
    stage.heard.takeLast();
    stage.steps.look(
        "member",
        "GET /orgs/acme/notes",
        joined.answer().statusCode() + "  joined again at the provider " + joined.millis() + " ago",
        joined.was(200));
  }

  void lastAdmin() throws Exception {
    stage.steps.step(
        "member",
        "GET " + MEMBERS,
        403,
        "insufficient_role",
        () -> stage.bob.get(stage.at(MEMBERS)));
    stage.steps.step(
        "admin",
        "GET " + MEMBERS,
        200,
        "",
        () -> stage.ann.get(stage.at(MEMBERS)),
        "two, with their e-mails",
        response ->
            response.body().split("\"email\"", -1).length == 3
                && response.body().contains(stage.side.emailOf(stage.annsId))
                && response.body().contains(stage.side.emailOf(stage.bobsId)));
    stage.steps.step(
        "admin",
        "DELETE " + MEMBERS + "/{ann}",
        409,
        "use_leave",
        () -> stage.ann.delete(stage.at(MEMBERS + "/" + stage.annsId.value())));
    stage.steps.step(
        "admin",
        "POST " + ACME + "/leave",
        409,
        "last_admin",
        () -> stage.ann.post(stage.at(ACME + "/leave"), ""),
        "nobody would be left to let anybody in",
        response -> true);
    stage.steps.step(
        "admin",
        "PATCH " + MEMBERS + "/{ann}",
        409,
        "last_admin",
        () ->
            stage.ann.patch(
                stage.at(MEMBERS + "/" + stage.annsId.value()), "{\"role\":\"member\"}"));
    HttpResponse<String> unknown = stage.ann.delete(stage.at(MEMBERS + "/user_that_nobody_knows"));
    stage.heard.takeLast();
    stage.steps.step(
        "admin",
        "DELETE " + MEMBERS + "/{eve}",
        403,
        "not_a_member",
        () -> stage.ann.delete(stage.at(MEMBERS + "/" + stage.evesId.value())),
        "a stranger here, as somebody unknown",
        response -> response.body().equals(unknown.body()));
  }

  void leaving() throws Exception {
    stage.steps.step(
        "eve",
        "POST " + ACME + "/leave",
        204,
        "",
        () -> stage.eve.post(stage.at(ACME + "/leave"), ""));
    stage.steps.step(
        "eve",
        "GET /orgs/acme/notes",
        403,
        "not_a_member",
        () -> stage.eve.get(stage.at("/orgs/acme/notes")),
        "the very next request",
        response -> true);
  }

  private HttpResponse<String> invited() throws Exception {
    HttpResponse<String> answer =
        stage.ann.post(
            stage.at(INVITATIONS),
            "{\"email\":\"" + stage.side.emailOf(stage.bobsId) + "\",\"role\":\"member\"}");
    stage.steps.step("ann", "POST " + INVITATIONS, 201, "", () -> answer, "for bob", r -> true);
    return answer;
  }

  private URI accept(HttpResponse<String> invitation) {
    return stage.at(ACCEPT + Steps.field(invitation, "id") + "/accept");
  }
}
