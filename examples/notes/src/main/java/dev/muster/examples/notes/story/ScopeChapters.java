package dev.muster.examples.notes.story;

import java.net.http.HttpResponse;

/** The chapters about notes of one's own, on the routes of organizations, and about slugs. */
final class ScopeChapters {
  private static final String OWN = "/orgs/ann/notes";
  private static final String ACME = "/account/scopes/acme";
  private static final String MINE = "{\"text\":\"only for me\"}";

  private final Stage stage;

  ScopeChapters(Stage stage) {
    this.stage = stage;
  }

  void ownNotes() throws Exception {
    stage.steps.step(
        "ann",
        "PATCH /account/me",
        200,
        "",
        () -> stage.ann.patch(stage.at("/account/me"), "{\"slug\":\"ann\"}"),
        "a slug of her own",
        response -> response.body().contains("\"slug\":\"ann\""));
    stage.steps.step(
        "ann",
        "POST " + OWN,
        201,
        "",
        () -> stage.ann.post(stage.at(OWN), MINE),
        "the route of organizations, her own scope",
        response -> true);
    stage.steps.step(
        "ann",
        "GET " + OWN,
        200,
        "",
        () -> stage.ann.get(stage.at(OWN)),
        "her note, and none of an organization",
        response -> onlyMine(response));
    stage.steps.step(
        "admin",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> stage.ann.get(stage.at("/orgs/acme/notes")),
        "and not hers",
        response -> !response.body().contains("only for me"));
    stage.ann.post(stage.at("/orgs/acme/notes"), Stage.NOTE);
    String note = lastId(acmes());
    long before = stage.notesOfAll();
    stage.heard.takeLast();
    stage.steps.step(
        "ann",
        "DELETE " + OWN + "/{acme's}",
        404,
        "not_found",
        () -> stage.ann.delete(stage.at(OWN + "/" + note)),
        "an organization's note, by its id: it stays",
        response -> stage.notesOfAll() == before && lastId(acmes()).equals(note));
    HttpResponse<String> unknown = stage.bob.get(stage.at("/orgs/no-such-place/notes"));
    stage.heard.takeLast();
    stage.steps.step(
        "stranger",
        "GET " + OWN,
        403,
        "not_a_member",
        () -> stage.bob.get(stage.at(OWN)),
        "as if nobody had this slug",
        response -> response.body().equals(unknown.body()));
    stage.steps.step(
        "ann",
        "POST /account/organizations/ann/switch",
        403,
        "organization_required",
        () -> stage.ann.post(stage.at("/account/organizations/ann/switch"), ""),
        "this route is not open to persons",
        response -> true);
    long all = stage.notesOfAll();
    stage.steps.look(
        "operator", "counts everybody's notes", all + ", by a named exemption", all == 3);
  }

  void slugs() throws Exception {
    stage.steps.step(
        "bob",
        "PATCH /account/me",
        409,
        "conflict",
        () -> stage.bob.patch(stage.at("/account/me"), "{\"slug\":\"acme\"}"),
        "an organization has it: one namespace",
        response -> true);
    stage.steps.step(
        "member",
        "PATCH " + ACME,
        403,
        "insufficient_role",
        () -> stage.bob.patch(stage.at(ACME), to("bobs-place", true)));
    stage.steps.step(
        "admin",
        "PATCH " + ACME,
        409,
        "force_required",
        () -> stage.ann.patch(stage.at(ACME), to("eves-place", false)),
        "links would break",
        response -> true);
    stage.steps.step(
        "admin",
        "PATCH " + ACME,
        409,
        "conflict",
        () -> stage.ann.patch(stage.at(ACME), to("eves-place", true)),
        "taken, and acme stays acme",
        response -> acmes().statusCode() == 200);
    stage.steps.step(
        "admin",
        "PATCH " + ACME,
        200,
        "",
        () -> stage.ann.patch(stage.at(ACME), to("acme-two", true)));
    stage.steps.step(
        "member",
        "GET /orgs/acme-two/notes",
        200,
        "",
        () -> stage.bob.get(stage.at("/orgs/acme-two/notes")),
        "and back to acme",
        response ->
            stage.ann.patch(stage.at("/account/scopes/acme-two"), to("acme", true)).statusCode()
                == 200);
  }

  private HttpResponse<String> acmes() throws Exception {
    return stage.ann.get(stage.at("/orgs/acme/notes"));
  }

  private static String to(String slug, boolean force) {
    return "{\"slug\":\"" + slug + "\"" + (force ? ",\"force\":true}" : "}");
  }

  private static boolean onlyMine(HttpResponse<String> response) {
    return response.body().contains("only for me") && !response.body().contains("hello");
  }

  private static String lastId(HttpResponse<String> list) {
    String body = list.body();
    return body.substring(body.lastIndexOf("\"id\":") + 5).split("[,}]", 2)[0];
  }
}
