package dev.muster.examples.notes.story;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The chapters about sessions whose access has run out, with much going on at that moment. */
final class RefreshChapters {
  private static final Duration UNTIL_STALE = Duration.ofHours(2);
  private static final int AT_ONCE = 20;
  private static final String ANNEX = "{\"slug\":\"annex\",\"name\":\"Annex\"}";
  private static final String DEPOT = "{\"slug\":\"depot\",\"name\":\"Depot\"}";
  private static final Pattern ID = Pattern.compile("\"(?:id|organization)\":\"([^\"]+)\"");

  private final Stage stage;

  RefreshChapters(Stage stage) {
    this.stage = stage;
  }

  void twoTabs() throws Exception {
    stage.clock.forward(UNTIL_STALE);
    HttpResponse<String> inOtherTab = stage.ann.copy().get(stage.at("/account/me"));
    stage.steps.step(
        "ann",
        "POST /account/organizations",
        201,
        "",
        () -> stage.ann.post(stage.at("/account/organizations"), ANNEX),
        "with a stale cookie, whose token another tab has spent",
        response -> Steps.cookies(inOtherTab) == 1 && Steps.cookies(response) > 0);
    stage.steps.step(
        "ann",
        "GET /account/me",
        200,
        "",
        () -> stage.ann.get(stage.at("/account/me")),
        "works in annex",
        response -> Steps.worksIn(response, "annex"));
  }

  void creationCutOff() throws Exception {
    stage.side.noRefreshes();
    HttpResponse<String> cut = stage.ann.post(stage.at("/account/organizations"), DEPOT);
    String named = id(cut);
    stage.steps.step(
        "ann",
        "POST /account/organizations",
        503,
        "unavailable",
        () -> cut,
        "it stands and is named, cookie kept",
        response -> !named.isEmpty() && Steps.cookies(response) == 0);
    stage.side.up();
    stage.steps.step(
        "ann",
        "POST /account/organizations",
        201,
        "",
        () -> stage.ann.post(stage.at("/account/organizations"), DEPOT),
        "asked again: the one that was named",
        response -> id(response).equals(named));
  }

  void manyAtOnce() throws Exception {
    stage.clock.forward(UNTIL_STALE);
    URI notes = stage.at("/orgs/acme/notes");
    Browser before = stage.ann.copy();
    OptionalLong from = stage.side.refreshes();
    List<HttpResponse<String>> answers = stage.ann.getAtOnce(notes, AT_ONCE);
    long good = answers.stream().filter(answer -> answer.statusCode() == 200).count();
    long rotated = answers.stream().filter(answer -> Steps.cookies(answer) == 1).count();
    String heard = stage.heard.takeLast();
    stage.steps.look(
        "ann",
        AT_ONCE + " x GET /orgs/acme/notes at once",
        "200 x " + good + "  " + heard + "  rotated cookies: " + rotated + "; " + seen(from),
        good == AT_ONCE && rotated == AT_ONCE && isOne(from));
    stage.steps.step(
        "ann",
        "GET /orgs/acme/notes",
        200,
        "",
        () -> before.get(notes),
        "just after, with the old cookie; " + seen(from),
        response -> Steps.cookies(response) == 1 && isOne(from));
  }

  void outage() throws Exception {
    stage.clock.forward(UNTIL_STALE);
    stage.side.trouble(Trouble.DOWN);
    stage.steps.step(
        "ann",
        "GET /account/me",
        503,
        "unavailable",
        () -> stage.ann.get(stage.at("/account/me")),
        "no refresh to be had, cookie kept",
        response ->
            Steps.cookies(response) == 0
                && response.headers().firstValue("Retry-After").isPresent());
    stage.side.up();
    stage.steps.step(
        "ann",
        "GET /account/me",
        200,
        "",
        () -> stage.ann.get(stage.at("/account/me")),
        "with the same cookie, rotated now",
        response -> Steps.cookies(response) == 1);
  }

  /** Where nobody counts, a second refresh would have been refused and not answered 200. */
  private boolean isOne(OptionalLong from) {
    return from.isEmpty() || stage.side.refreshes().orElseThrow() - from.getAsLong() == 1;
  }

  private String seen(OptionalLong from) {
    return from.isEmpty()
        ? "the emulator counts no refresh, and takes no token twice"
        : "the provider's refreshes: " + (stage.side.refreshes().orElseThrow() - from.getAsLong());
  }

  private static String id(HttpResponse<String> response) {
    Matcher id = ID.matcher(response.body());
    return id.find() ? id.group(1) : "";
  }
}
