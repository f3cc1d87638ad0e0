package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import java.net.http.HttpResponse;

/** The chapters on Clerk about its session tokens, and about tokens of the service's own. */
final class ClerkTokenChapters {
  private static final String ME = "/account/me";

  private final ClerkStage stage;

  ClerkTokenChapters(ClerkStage stage) {
    this.stage = stage;
  }

  void signIn() throws Exception {
    stage.steps.step(
        "anonymous", "GET " + ME, 401, "unauthenticated", () -> new Browser().get(stage.at(ME)));
    String token = stage.people.token(stage.ann, null);
    stage.steps.step(
        "ann",
        "GET " + ME,
        200,
        "",
        () -> Browser.presenting(token).get(stage.at(ME)),
        "signed in at Clerk, by its session token",
        response ->
            response.body().contains("\"user\":\"" + stage.ann.value() + "\"")
                && Steps.cookies(response) == 0);
    String forged = token.substring(0, token.lastIndexOf('.')) + ".AAAA";
    stage.steps.step(
        "forger",
        "GET " + ME,
        401,
        "invalid_credential",
        () -> Browser.presenting(forged).get(stage.at(ME)),
        "the same token under another signature",
        response -> true);
  }

  void membership() throws Exception {
    stage.steps.step(
        "ann",
        "GET /orgs/{acme}/notes",
        200,
        "",
        () -> stage.notesOf(stage.ann),
        "made at Clerk, never seen here before",
        response -> stage.column.of(stage.acme, stage.ann).equals("admin"));
    HttpResponse<String> foreign = stage.notesOf(stage.eve);
    stage.steps.step("stranger", "GET /orgs/{acme}/notes", 403, "not_a_member", () -> foreign);
    stage.steps.step(
        "stranger",
        "GET /orgs/{nowhere}/notes",
        403,
        "not_a_member",
        () -> stage.of(stage.eve).get(stage.at("/orgs/org_nowhere/notes")),
        "same body as the foreign one",
        response -> response.body().equals(foreign.body()));
    OrganizationId evesPlace = stage.people.found("Eve's place", stage.eve);
    String active = stage.people.token(stage.eve, evesPlace);
    stage.steps.step(
        "eve",
        "GET /orgs/{acme}/notes",
        403,
        "not_a_member",
        () -> Browser.presenting(active).get(stage.at(stage.notes())),
        "admin of another organization, which her token names",
        response -> true);
    stage.steps.step(
        "eve",
        "GET /notes",
        403,
        "organization_required",
        () -> Browser.presenting(active).get(stage.at("/notes")),
        "what a token names is a hint; the request names none",
        response -> true);
  }

  void organizationToken() throws Exception {
    HttpResponse<String> issued =
        stage.of(stage.bob).post(stage.at(tokens()), "{\"label\":\"laptop\"}");
    stage.steps.step("bob", "POST .../{acme}/tokens", 201, "", () -> issued);
    Browser laptop = Browser.presenting(Steps.field(issued, "token"));
    stage.steps.step(
        "laptop",
        "GET /notes",
        200,
        "",
        () -> laptop.get(stage.at("/notes")),
        "for acme, two hours, where Clerk's tokens last a minute",
        response -> true);
    stage.people.remove(stage.acme, stage.bob);
    stage.deliver();
    stage.steps.step(
        "laptop",
        "GET /notes",
        401,
        "invalid_credential",
        () -> laptop.get(stage.at("/notes")),
        "bob was removed at Clerk, and a webhook told",
        response -> true);
    stage.people.join(stage.acme, stage.bob, "org:member");
    stage.deliver();
    stage.steps.step(
        "laptop",
        "GET /notes",
        401,
        "invalid_credential",
        () -> laptop.get(stage.at("/notes")),
        "he is back, and the token is not",
        response -> stage.notesOf(stage.bob).statusCode() == 200);
  }

  private String tokens() {
    return "/account/organizations/" + stage.acme.value() + "/tokens";
  }
}
