package dev.muster.examples.notes.story;

import dev.muster.name.OrganizationId;
import java.net.http.HttpResponse;

/** The chapters about the organization that a session works in: at sign-in, and by a switch. */
final class SwitchChapters {
  private static final String TO_ACME = "/account/organizations/acme/switch";
  private static final String USE_ACME = "/account/scopes/acme/use";
  private static final String TO_EVES_PLACE = "/account/organizations/eves-place/switch";

  private final Stage stage;

  SwitchChapters(Stage stage) {
    this.stage = stage;
  }

  /** Bob is in acme and in eves-place by now, so that only where he is going says in which. */
  void signInThere() throws Exception {
    String there = "/orgs/eves-place/notes";
    stage.steps.step(
        "bob",
        "GET /account/callback",
        302,
        "",
        () -> stage.bob.get(stage.signedIn(stage.bob, stage.bobsId, there)),
        "on to " + there,
        response -> response.headers().firstValue("Location").orElse("").endsWith(there));
    stage.steps.step(
        "bob",
        "GET /account/me",
        200,
        "",
        () -> stage.bob.get(stage.at("/account/me")),
        "the sign-in began in eves-place",
        response -> Steps.worksIn(response, "eves-place"));
  }

  void switching(OrganizationId acme) throws Exception {
    stage.steps.step(
        "bob",
        "POST " + TO_ACME,
        200,
        "",
        () -> to(stage.bob, TO_ACME),
        "asked for and verified, cookie rotated",
        response -> response.body().contains(acme.value()) && Steps.cookies(response) == 1);
    stage.steps.step(
        "bob",
        "GET /account/me",
        200,
        "",
        () -> stage.bob.get(stage.at("/account/me")),
        "works in acme",
        response -> Steps.worksIn(response, "acme"));
    stage.steps.step(
        "stranger",
        "POST " + TO_EVES_PLACE,
        403,
        "not_a_member",
        () -> to(stage.ann, TO_EVES_PLACE),
        "cookie kept",
        response -> Steps.cookies(response) == 0);
    stage.steps.step(
        "ann",
        "GET /account/me",
        200,
        "",
        () -> stage.ann.get(stage.at("/account/me")),
        "works in acme as before, with the same cookie",
        response -> Steps.worksIn(response, "acme") && Steps.cookies(response) == 0);
  }

  void outOfReach(OrganizationId evesPlace) throws Exception {
    stage.side.noRefreshes();
    stage.steps.step(
        "bob",
        "POST " + TO_EVES_PLACE,
        503,
        "unavailable",
        () -> to(stage.bob, TO_EVES_PLACE),
        "the provider moves nobody; names eves-place, cookie kept",
        response ->
            response.body().contains("\"organization\":\"" + evesPlace.value() + "\"")
                && response.headers().firstValue("Retry-After").isPresent()
                && Steps.cookies(response) == 0);
    stage.side.up();
    stage.steps.step(
        "bob",
        "POST " + TO_EVES_PLACE,
        200,
        "",
        () -> to(stage.bob, TO_EVES_PLACE),
        "asked again, with the same cookie",
        response -> Steps.cookies(response) == 1);
    refusedForGood();
    stage.bob.get(stage.signedIn(stage.bob, stage.bobsId));
    stage.steps.step(
        "bob",
        "POST " + USE_ACME,
        200,
        "",
        () -> to(stage.bob, USE_ACME),
        "what is needed to work there: the cookie, rotated",
        response ->
            Steps.cookies(response) == 1
                && !response.body().contains("\"token\"")
                && Steps.worksIn(stage.bob.get(stage.at("/account/me")), "acme"));
  }

  private void refusedForGood() throws Exception {
    if (stage.untold(Lever.REFUSED_REFRESH, "bob", "POST " + TO_ACME)) {
      return;
    }
    stage.side.refusedRefreshes();
    stage.steps.step(
        "bob",
        "POST " + TO_ACME,
        401,
        "session_reset_required",
        () -> to(stage.bob, TO_ACME),
        "the provider refuses for good, cookies cleared",
        response ->
            Steps.cookies(response) == 2
                && response.headers().allValues("Set-Cookie").stream()
                    .allMatch(cookie -> cookie.contains("Max-Age=0;")));
    stage.side.up();
    stage.steps.step(
        "anonymous",
        "GET /account/me",
        401,
        "unauthenticated",
        () -> stage.bob.get(stage.at("/account/me")),
        "until bob signs in again",
        response -> true);
  }

  private HttpResponse<String> to(Browser browser, String path) throws Exception {
    return browser.post(stage.at(path), "");
  }
}
