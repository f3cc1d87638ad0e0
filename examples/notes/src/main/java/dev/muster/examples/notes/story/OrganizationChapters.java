package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The chapters about more than one organization, and about their names. */
final class OrganizationChapters {
  private final Stage stage;

  OrganizationChapters(Stage stage) {
    this.stage = stage;
  }

  OrganizationId strangers() throws Exception {
    stage.eve.get(stage.signedIn(stage.eve, stage.evesId));
    stage.eve.post(
        stage.at("/account/organizations"), "{\"slug\":\"eves-place\",\"name\":\"Eve's place\"}");
    stage.heard.takeLast();
    HttpResponse<String> foreign = stage.bob.get(stage.at("/orgs/eves-place/notes"));
    stage.steps.step("stranger", "GET /orgs/eves-place/notes", 403, "not_a_member", () -> foreign);
    stage.steps.step(
        "stranger",
        "GET /orgs/no-such-place/notes",
        403,
        "not_a_member",
        () -> stage.bob.get(stage.at("/orgs/no-such-place/notes")),
        "same body as the foreign one",
        response -> response.body().equals(foreign.body()));
    return stage.side.organizationOf(stage.evesId);
  }

  void roleElsewhere(OrganizationId acme, OrganizationId evesPlace) throws Exception {
    stage.side.invite(evesPlace, stage.bobsId, RoleChapters.ADMIN, stage.evesId);
    stage.side.accept(evesPlace, stage.bobsId);
    HttpResponse<String> there = stage.bob.post(stage.at("/orgs/eves-place/notes"), Stage.NOTE);
    String roleThere = stage.column.of(evesPlace, stage.bobsId);
    stage.steps.step(
        "admin",
        "POST /orgs/eves-place/notes",
        201,
        "",
        () -> there,
        "role column there: " + roleThere,
        response -> roleThere.equals("admin"));
    HttpResponse<String> here = stage.bob.delete(stage.at("/orgs/acme/notes/1"));
    String roleHere = stage.column.of(acme, stage.bobsId);
    stage.steps.step(
        "member",
        "DELETE /orgs/acme/notes/1",
        403,
        "insufficient_role",
        () -> here,
        "admin elsewhere; role column here: " + roleHere,
        response -> roleHere.equals("member"));
  }

  void rename(OrganizationId acme) throws Exception {
    stage.side.rename(acme, "Apex");
    stage.steps.step(
        "ann",
        "GET /account/me",
        200,
        "",
        () -> stage.ann.get(stage.at("/account/me")),
        "renamed at the provider; the mirrored name is not old enough",
        response -> response.body().contains("\"slug\":\"acme\",\"name\":\"Acme\""));
    stage.restartRefreshingAfter(Duration.ofMillis(1));
    stage.ann.get(stage.at("/orgs/acme/notes"));
    boolean told = stage.heard.awaitsChange(acme);
    stage.heard.takeLast();
    stage.steps.step(
        "ann",
        "GET /account/me",
        200,
        "",
        () -> stage.ann.get(stage.at("/account/me")),
        "after the refresh; the name follows, the slug stays",
        response -> told && response.body().contains("\"slug\":\"acme\",\"name\":\"Apex\""));
  }

  void removedFromTheActiveOne(OrganizationId acme, OrganizationId evesPlace) throws Exception {
    stage.side.invite(acme, stage.evesId, RoleChapters.MEMBER, stage.annsId);
    stage.side.accept(acme, stage.evesId);
    stage.steps.step(
        "eve",
        "GET /account/me",
        200,
        "",
        () -> stage.eve.get(stage.at("/account/me")),
        "works in eves-place, and could in acme",
        response ->
            response.body().contains("\"organization\":{\"id\":\"" + evesPlace.value() + "\"")
                && response.body().contains("\"slug\":\"acme\""));
    stage.side.remove(evesPlace, stage.evesId);
    stage.steps.step(
        "removed",
        "GET /account/me",
        200,
        "",
        () -> stage.eve.get(stage.at("/account/me")),
        "organization: null; on offer: acme",
        response ->
            response.body().contains("\"organization\":null")
                && response.body().contains("\"slug\":\"acme\"")
                && !response.body().contains("eves-place"));
    stage.steps.step(
        "removed",
        "GET /notes",
        403,
        "organization_required",
        () -> stage.eve.get(stage.at("/notes")));
    stage.steps.step(
        "removed",
        "GET /home",
        200,
        "",
        () -> stage.eve.get(stage.at("/home")),
        "switched to acme, the only other one, as the route says",
        response -> response.body().contains("\"organization\":\"" + acme.value() + "\""));
    stage.steps.step(
        "removed",
        "GET /orgs/eves-place/notes",
        403,
        "not_a_member",
        () -> stage.eve.get(stage.at("/orgs/eves-place/notes")),
        "named, so never switched",
        response -> Steps.cookies(response) == 0);
  }
}
