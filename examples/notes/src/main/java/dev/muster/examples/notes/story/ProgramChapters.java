package dev.muster.examples.notes.story;

/** The chapters about a program on ann's desk, with a bearer token that the provider issued. */
final class ProgramChapters {
  private static final String ME = "/account/me";
  private static final String USE = "/account/scopes/acme/use";

  private final Stage stage;

  ProgramChapters(Stage stage) {
    this.stage = stage;
  }

  void bearer() throws Exception {
    if (stage.untold(Lever.PROGRAM_TOKEN, "program", "GET " + ME)) {
      return;
    }
    String token = stage.side.accessToken(stage.annsId).orElseThrow();
    Browser program = Browser.presenting(token);
    stage.steps.step(
        "program",
        "GET " + ME,
        200,
        "",
        () -> program.get(stage.at(ME)),
        "it is ann, who works nowhere until she says where",
        response ->
            response.body().contains("\"user\":\"" + stage.annsId.value() + "\"")
                && response.body().contains("\"organization\":null")
                && Steps.cookies(response) == 0);
    stage.steps.step(
        "program",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> program.get(stage.at("/orgs/acme/notes")),
        "it names acme",
        response -> true);
    stage.steps.step(
        "program",
        "GET /orgs/eves-place/notes",
        403,
        "not_a_member",
        () -> program.get(stage.at("/orgs/eves-place/notes")));
    String forged = token.substring(0, token.lastIndexOf('.')) + ".AAAA";
    stage.steps.step(
        "forger",
        "GET /orgs/acme/notes",
        401,
        "invalid_credential",
        () -> Browser.presenting(forged).get(stage.at("/orgs/acme/notes")),
        "the same token under another signature",
        response -> true);
    stage.steps.step(
        "program",
        "POST " + USE,
        200,
        "",
        () -> program.post(stage.at(USE), "{\"label\":\"desk\"}"),
        "what is needed to work there: a token, for acme",
        response ->
            Browser.presenting(Steps.field(response, "token")).get(stage.at("/notes")).statusCode()
                == 200);
  }
}
