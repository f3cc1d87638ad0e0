package dev.muster.examples.notes.story;

import java.time.Duration;

/** The chapters about sign-in, restarts, the passing of time and sign-out. */
final class SessionChapters {
  private final Stage stage;

  SessionChapters(Stage stage) {
    this.stage = stage;
  }

  void signIn() throws Exception {
    stage.steps.step(
        "anonymous",
        "GET /orgs/acme/notes",
        401,
        "unauthenticated",
        () -> stage.ann.get(stage.at("/orgs/acme/notes")));
    stage.steps.step(
        "ann",
        "GET /account/callback with a forged state",
        400,
        "state_mismatch",
        () -> {
          stage.ann.get(stage.at("/account/login"));
          return stage.ann.get(stage.at("/account/callback?code=stolen&state=forged"));
        });
    stage.steps.step(
        "ann",
        "GET /account/callback",
        302,
        "",
        () -> stage.ann.get(stage.signedIn(stage.ann, stage.annsId)),
        "signed in, cookie set, on to /",
        response ->
            PageChapters.goesTo(response, "/")
                && response.headers().allValues("Set-Cookie").size() == 2);
    stage.steps.step(
        "ann", "GET /notes", 403, "onboarding_required", () -> stage.ann.get(stage.at("/notes")));
  }

  void restart() throws Exception {
    stage.restart();
    stage.steps.step(
        "admin",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> stage.ann.get(stage.at("/orgs/acme/notes")),
        "after a restart",
        response -> true);
    stage.steps.step(
        "removed",
        "GET /orgs/acme/notes",
        403,
        "not_a_member",
        () -> stage.bob.get(stage.at("/orgs/acme/notes")),
        "after a restart",
        response -> true);
  }

  void twoHoursLater() throws Exception {
    stage.clock.forward(Duration.ofHours(2));
    stage.restart();
    stage.steps.step(
        "admin",
        "GET /account/me, two hours later",
        200,
        "",
        () -> stage.ann.get(stage.at("/account/me")),
        "session refreshed, cookie rotated",
        response -> response.headers().allValues("Set-Cookie").size() == 1);
    stage.steps.step(
        "removed",
        "GET /account/me, two hours later",
        200,
        "",
        () -> stage.eve.get(stage.at("/account/me")),
        "the session goes on, without the organization",
        response -> response.body().contains("\"organization\":null"));
  }

  void hostileRequests() throws Exception {
    stage.steps.step(
        "admin",
        "GET /orgs/acme;x=y/notes",
        400,
        "non_canonical_target",
        () -> stage.ann.get(stage.at("/orgs/acme;x=y/notes")));
    stage.steps.step(
        "admin",
        "POST from a foreign page",
        403,
        "refused",
        () -> stage.ann.postFromForeignSite(stage.at("/orgs/acme/notes"), Stage.NOTE));
    stage.steps.step(
        "admin",
        "POST /account/logout from a foreign page",
        403,
        "refused",
        () -> stage.ann.postFromForeignSite(stage.at("/account/logout"), ""),
        "and stays signed in",
        response ->
            Steps.cookies(response) == 0
                && stage.ann.get(stage.at("/orgs/acme/notes")).statusCode() == 200);
  }

  void signOut() throws Exception {
    Browser thief = stage.ann.copy();
    Browser patientThief = stage.ann.copy();
    stage.ann.post(stage.at("/account/logout"), "");
    stage.steps.step(
        "anonymous",
        "GET /orgs/acme/notes",
        401,
        "unauthenticated",
        () -> stage.ann.get(stage.at("/orgs/acme/notes")),
        "signed out; the provider was told",
        response -> stage.heard.toldOfSignOut());
    stage.steps.step(
        "thief",
        "GET /orgs/acme/notes",
        401,
        "session_ended",
        () -> thief.get(stage.at("/orgs/acme/notes")),
        "with a copied cookie",
        response -> true);
    String later = "GET /account/me, two hours later";
    if (stage.untold(Lever.ENDED_SESSION, "thief", later)) {
      return;
    }
    stage.clock.forward(Duration.ofHours(2));
    stage.restart();
    stage.steps.step(
        "thief",
        later,
        401,
        "session_ended",
        () -> patientThief.get(stage.at("/account/me")),
        "after a restart: the provider's own word; cookies cleared",
        response -> Steps.cookies(response) == 2);
  }
}
