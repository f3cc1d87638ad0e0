package dev.muster.examples.notes.story;

import java.net.URI;
import java.net.http.HttpResponse;

/** The chapters about pages: where a person is sent, and what the trace shows to whom. */
final class PageChapters {
  private static final String PAGE = "/work/acme";

  private final Stage stage;

  PageChapters(Stage stage) {
    this.stage = stage;
  }

  /** Nobody is signed in yet. */
  void anonymous() throws Exception {
    stage.steps.step(
        "anonymous",
        "GET " + PAGE + " in a browser",
        302,
        "",
        () -> stage.ann.visit(stage.at(PAGE)),
        "on to the page of sign-in, and back from there",
        response -> goesTo(response, "/start?returnTo=%2Fwork%2Facme"));
    stage.steps.step(
        "anonymous",
        "GET " + PAGE + " by a program",
        401,
        "unauthenticated",
        () -> stage.ann.get(stage.at(PAGE)));
  }

  /** Ann is signed in, and is in no organization yet. */
  void newcomer() throws Exception {
    stage.steps.step(
        "ann",
        "GET /notes in a browser",
        302,
        "",
        () -> stage.ann.visit(stage.at("/notes")),
        "on to onboarding",
        response -> goesTo(response, "/onboarding"));
  }

  /** The provider is away; a page says so, and nobody is sent to sign in. */
  void outage() throws Exception {
    stage.side.trouble(Trouble.DOWN);
    stage.steps.step(
        "admin",
        "GET " + PAGE + " in a browser",
        503,
        "",
        () -> stage.ann.visit(stage.at(PAGE)),
        "provider down: a page that says so, cookie kept",
        response ->
            response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")
                && response.headers().firstValue("Retry-After").isPresent()
                && Steps.cookies(response) == 0);
    stage.side.up();
  }

  /** Bob was denied just before; he sees why, and ann does not see it. */
  void trace() throws Exception {
    var unused = stage.bob.get(stage.at("/orgs/no-such-place/notes?marker=never"));
    stage.heard.takeLast();
    stage.steps.step(
        "bob",
        "GET /trace",
        200,
        "",
        () -> stage.bob.get(stage.at("/trace")),
        "his last decision, with its reason and without its query",
        response ->
            response
                    .body()
                    .startsWith(
                        "{\"decisions\":[{\"method\":\"GET\",\"path\":\"/orgs/no-such-place/notes\","
                            + "\"outcome\":\"denied\",\"reason\":\"not_a_member\"")
                && !response.body().contains("marker"));
    stage.steps.step(
        "ann",
        "GET /trace",
        200,
        "",
        () -> stage.ann.get(stage.at("/trace")),
        "hers, and none of bob's",
        response ->
            response.body().contains("/orgs/acme/notes")
                && !response.body().contains("no-such-place"));
  }

  /** After everything else: the guard of the library has watched all of it. */
  void guard() {
    int served = stage.heard.unguarded().size();
    stage.steps.look(
        "operator",
        "asks the audit about the entry",
        "served without a decision: "
            + served
            + "; refused unread: "
            + stage.heard.refusedAtEntry(),
        served == 0 && stage.heard.refusedAtEntry() > 0);
  }

  /** Whether an answer sends a browser to a place of this origin. */
  static boolean goesTo(HttpResponse<String> response, String place) {
    URI location = URI.create(response.headers().firstValue("Location").orElse(""));
    String query = location.getRawQuery();
    return (location.getRawPath() + (query == null ? "" : "?" + query)).equals(place);
  }
}
